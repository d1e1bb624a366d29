import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DatabaseConfig } from '../../../src/clinic/config/clinic.config.js';

const server = process.env['TEST_DATABASE_URL'] ?? '';

/** What the clinic's tests run on: the embedded database, or a server's where TEST_DATABASE_URL names one. */
export const databaseKind: DatabaseConfig['kind'] = server === '' ? 'pglite' : 'postgres';

export interface TestDatabase {
  readonly database: DatabaseConfig;
  /** Once nobody is connected any more. */
  drop(): Promise<void>;
}

/** The given database, or an empty one of one's own. The role in TEST_DATABASE_URL must be allowed to create some. */
export async function openTestDatabase(given?: DatabaseConfig): Promise<TestDatabase> {
  if (given !== undefined || databaseKind === 'pglite') {
    return { database: given ?? { kind: 'pglite' }, drop: () => Promise.resolve() };
  }
  const name = `clinic_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    database: { kind: 'postgres', url: url.href },
    drop: () => onServer(`DROP DATABASE ${name}`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
