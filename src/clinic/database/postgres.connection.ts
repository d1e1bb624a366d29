import { Logger } from '@nestjs/common';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { type DatabaseConnection, DatabaseUnavailableError } from './database.types.js';
import { schema } from './schema.js';

const CONNECT_TIMEOUT_MS = 5_000;

/** Opens a pool on a PostgreSQL server and proves that it answers. */
export async function openPostgres(url: string): Promise<DatabaseConnection> {
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  const logger = new Logger('Database');
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', (error) => logger.warn(`An idle connection was lost (${codeOf(error)})`));
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new DatabaseUnavailableError(`PostgreSQL at DATABASE_URL cannot be used (${codeOf(error)})`, {
      cause: error,
    });
  }
  return { kind: 'postgres', db: drizzle(pool, { schema }), close: () => pool.end() };
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown error';
}
