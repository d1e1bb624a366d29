import type { Migration } from './migration.js';

export const workspaceSecretsMigration: Migration = {
  version: 3,
  name: 'workspace secrets',
  statements: [
    `CREATE TABLE workspace_secrets (
       workspace text PRIMARY KEY,
       secret bytea NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now()
     )`,
  ],
};
