import { initialMigration } from './0001-initial.migration.js';
import type { Migration } from './migration.js';

/** Every migration, oldest first. SQL lives in typed constants so that the build needs no asset step. */
export const MIGRATIONS: readonly Migration[] = [initialMigration];
