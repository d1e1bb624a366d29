import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyDigester } from '../../src/cache/core/digest.js';
import type { ClinicConfig } from '../../src/clinic/config/clinic.config.js';
import { SEED_WORKSPACES } from '../../src/clinic/seed/seed.data.js';
import { startRedis, withClient } from '../support/redis/index.js';
import { ClinicHarness } from './support/clinic.harness.js';

const QUESTIONS = [
  'How was the sleep in the last weeks?',
  'Which exercises were agreed upon?',
  'List the measured strength and pain',
];
const clients = SEED_WORKSPACES.flatMap((workspace) => workspace.clients);
const notes = clients.flatMap((client) => client.notes);
const sentences = notes.flatMap(({ subjective, objective, assessment, plan }) =>
  [subjective, objective, assessment, plan].flatMap((text) => text.split(/(?<=[.!?]) /)),
);

/** Text that a dump could give away, by kind. */
type Secrets = Readonly<Record<string, readonly string[]>>;

/** Has the whole clinic asked, in both forms, and gives what was answered and what Redis then writes to its disk. */
async function dumpAfterQuestions(
  config: Partial<ClinicConfig> & Pick<ClinicConfig, 'cache'>,
): Promise<{ dump: Buffer; answers: string[]; sessionIds: string[] }> {
  const server = await startRedis({ args: ['--rdbcompression', 'no'] });
  const clinic = await ClinicHarness.start({
    strict: true,
    ...config,
    cache: { ...config.cache, redis: { url: server.url } },
  });
  const answers: string[] = [];
  const sessionIds: string[] = [];
  for (const workspace of SEED_WORKSPACES) {
    const caller = await clinic.as('practitioner', workspace.id);
    const asked = QUESTIONS.flatMap((question) => [
      { question },
      ...workspace.clients.slice(0, 3).map(({ id }) => ({ question, clientId: id })),
    ]);
    for (const body of asked) {
      const json = await caller.post('/agent/query', body).expect(200);
      answers.push(String(json.body.answer));
      sessionIds.push(...(json.body.citations as { sessionId: string }[]).map(({ sessionId }) => sessionId));
      await caller.post('/agent/stream', body).expect(200);
      // Asked once more, so that nobody can say that nothing was stored.
      for (const path of ['/agent/query', '/agent/stream']) {
        const { headers } = await caller.post(path, body).expect(200);
        expect(headers['cache-status']).toMatch(/; ?hit/);
      }
    }
  }
  await clinic.stop();
  await withClient(server, (client) => client.save());
  const dump = readFileSync(join(server.dir, 'dump.rdb'));
  await server.stop();
  return { dump, answers, sessionIds };
}

function secretsOf({ answers, sessionIds }: { answers: string[]; sessionIds: string[] }): Secrets {
  const guess = new KeyDigester('ai');
  return {
    'workspace name': SEED_WORKSPACES.map(({ name }) => name),
    'client name': clients.map(({ name }) => name),
    'date of birth': clients.map(({ dateOfBirth }) => dateOfBirth),
    note: sentences,
    question: QUESTIONS,
    answer: answers.flatMap((answer) => answer.split('\n')),
    id: [...SEED_WORKSPACES, ...clients].map(({ id }) => id).concat(sessionIds),
    // Whoever holds the dump could ask whether there is something of this workspace or client.
    'confirmed guess': [...SEED_WORKSPACES, ...clients].map(({ id }) => guess.id(id)),
  };
}

/** The kinds of which at least one stands in the dump. */
function kindsIn(dump: Buffer, secrets: Secrets): string[] {
  const kinds = Object.entries(secrets).map(([kind, texts]) => {
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((text) => text.length >= 8)).toBe(true);
    return [kind, texts.some((text) => dump.includes(text))] as const;
  });
  return kinds.filter(([, found]) => found).map(([kind]) => kind);
}

describe('a dump of the Redis that a clinic used', () => {
  it('gives nothing away with encryption and a secret for keys', async () => {
    const asked = await dumpAfterQuestions({
      cache: {
        keySecret: randomBytes(32).toString('hex'),
        encryption: { keys: [{ id: 'test', key: randomBytes(32).toString('base64') }] },
      },
      workspaceSecrets: true,
    });
    expect(asked.dump.length).toBeGreaterThan(20_000);
    expect(kindsIn(asked.dump, secretsOf(asked))).toEqual([]);
  }, 90_000);

  it('would give it away without: the search can fail', async () => {
    const asked = await dumpAfterQuestions({ cache: {} });
    expect(kindsIn(asked.dump, secretsOf(asked))).toEqual([
      'client name',
      'note',
      'answer',
      'id',
      'confirmed guess',
    ]);
  }, 90_000);
});
