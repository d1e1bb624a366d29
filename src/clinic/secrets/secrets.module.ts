import { Module } from '@nestjs/common';
import { WorkspaceSecretStore } from './workspace-secret.store.js';

@Module({ providers: [WorkspaceSecretStore], exports: [WorkspaceSecretStore] })
export class SecretsModule {}
