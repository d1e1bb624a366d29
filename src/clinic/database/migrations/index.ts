import { initialMigration } from './0001-initial.migration.js';
import { scopeVersionsMigration } from './0002-scope-versions.migration.js';
import { workspaceSecretsMigration } from './0003-workspace-secrets.migration.js';
import type { Migration } from './migration.js';

/** Every migration, oldest first. SQL lives in typed constants so that the build needs no asset step. */
export const MIGRATIONS: readonly Migration[] = [
  initialMigration,
  scopeVersionsMigration,
  workspaceSecretsMigration,
];
