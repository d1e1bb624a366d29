import type { Migration } from './migration.js';

/**
 * Versions for strict mode: a new random id with every change, not a counter. A counter begins again with a database
 * that is restored from a backup, or set up anew with the same demonstration ids, and would vouch for answers that a
 * cache remembers from another past.
 */
export const scopeVersionsMigration: Migration = {
  version: 2,
  name: 'scope versions',
  statements: [
    `ALTER TABLE workspaces ADD COLUMN version uuid NOT NULL DEFAULT gen_random_uuid()`,
    `ALTER TABLE clients ADD COLUMN version uuid NOT NULL DEFAULT gen_random_uuid()`,
  ],
};
