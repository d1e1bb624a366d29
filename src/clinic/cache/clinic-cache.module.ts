import { Module } from '@nestjs/common';
import {
  CacheModule,
  type CacheModuleOptions,
  type InvalidationRule,
  outboxJournal,
  SessionUpdatedEvent,
  type SessionUpdatedEventProps,
} from '../../index.js';
import { writerModel } from '../agent/writers/writer.model.js';
import { principalOf } from '../auth/principal.js';
import { ClientCreatedEvent, type ClientEventProps } from '../clients/client.events.js';
import { CLINIC_CONFIG, type ClinicConfig } from '../config/clinic.config.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { OutboxStore } from '../outbox/outbox.store.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { WorkspaceSecretStore } from '../secrets/workspace-secret.store.js';
import { ScopeVersions } from '../versions/scope-versions.js';
import { VersionsModule } from '../versions/versions.module.js';
import { WorkspaceCacheController } from './workspace-cache.controller.js';

/** The agent's answers tell the dates of notes, so a corrected date makes them untrue like a corrected text. */
const noteRedated: InvalidationRule<SessionUpdatedEventProps> = {
  event: SessionUpdatedEvent.eventName,
  when: ({ changedFields }) => changedFields.includes('sessionDate'),
  targets: ({ workspaceId, clientId }) => ({ workspaceId, clientId }),
};

/** A question without a client is about the clients it names, and now it may name another one. */
const clientCreated: InvalidationRule<ClientEventProps> = {
  event: ClientCreatedEvent.eventName,
  targets: ({ workspaceId, clientId }) => ({ workspaceId, clientId }),
};

/** How the clinic uses the cache: whose answers they are, what else changes them, and what makes them untrue. */
@Module({
  imports: [
    CacheModule.forRootAsync({
      isGlobal: true,
      imports: [OutboxModule, VersionsModule, SecretsModule],
      inject: [CLINIC_CONFIG, OutboxStore, ScopeVersions, WorkspaceSecretStore],
      useFactory: (
        config: ClinicConfig,
        outbox: OutboxStore,
        versions: ScopeVersions,
        workspaceSecrets: WorkspaceSecretStore,
      ): CacheModuleOptions => ({
        ...config.cache,
        // What a crash has left undelivered is made untrue before anything is read from Redis.
        journal: outboxJournal(async () =>
          (await outbox.undeliveredWorkspaces()).map((workspaceId) => ({ workspaceId })),
        ),
        ...(config.strict ? { scopeVersions: versions } : {}),
        // Keys alone encrypt; with a secret for each workspace what was encrypted can be erased, in backups too.
        ...(config.workspaceSecrets ? { encryption: { ...config.cache.encryption, workspaceSecrets } } : {}),
        // Not shared between workspaces: a fast answer would tell one that another has the same sentence.
        embedding: { ...config.cache.embedding, shared: false },
        scope: (context) => ({ workspaceId: principalOf(context).workspaceId }),
        // The writer's name holds the versions of its model and prompt; the role decides what may be told.
        variant: (context) => ({ role: principalOf(context).role, model: writerModel(config) }),
        invalidateOn: [noteRedated, clientCreated],
      }),
    }),
  ],
  controllers: [WorkspaceCacheController],
})
export class ClinicCacheModule {}
