import { sql } from 'drizzle-orm';
import {
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // The embedded database gives plain bytes, a server's driver a Buffer.
  fromDriver: (bytes) => Buffer.from(bytes),
});
const createdAt = () => timestamp('created_at', { withTimezone: true }).notNull().defaultNow();

/** Another one after every change of what answers are made from; see ScopeVersions. */
const version = () => uuid('version').notNull().defaultRandom();

/** One practice: the tenant boundary. Every other row carries its id, and every query filters by it. */
export const workspaces = pgTable('workspaces', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  createdAt: createdAt(),
  version: version(),
});

export const clients = pgTable(
  'clients',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    name: text('name').notNull(),
    dateOfBirth: date('date_of_birth', { mode: 'string' }),
    createdAt: createdAt(),
    version: version(),
    /** The name's words, stemmed as a question's are, so that a question can name a client. */
    nameSearch: tsvector('name_search').generatedAlwaysAs(sql`to_tsvector('english', name)`),
  },
  (table) => [
    unique('clients_workspace_id_id').on(table.workspaceId, table.id),
    index('clients_name_search').using('gin', table.nameSearch),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    workspaceId: uuid('workspace_id').notNull(),
    clientId: uuid('client_id').notNull(),
    sessionDate: date('session_date', { mode: 'string' }).notNull(),
    subjective: text('subjective').notNull(),
    objective: text('objective').notNull(),
    assessment: text('assessment').notNull(),
    plan: text('plan').notNull(),
    createdAt: createdAt(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    /** Weights name the field: A subjective, B objective, C plan, D assessment (see NoteSearch). */
    search: tsvector('search').generatedAlwaysAs(
      sql`setweight(to_tsvector('english', subjective), 'A') || setweight(to_tsvector('english', objective), 'B') || setweight(to_tsvector('english', plan), 'C') || setweight(to_tsvector('english', assessment), 'D')`,
    ),
  },
  (table) => [
    // The pair, not the id alone: the database itself refuses a session on another workspace's client.
    foreignKey({
      name: 'sessions_client',
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }),
    index('sessions_by_client').on(table.workspaceId, table.clientId, table.sessionDate),
    index('sessions_search').using('gin', table.search),
  ],
);

/** Events written in the transaction of the change they tell of, until every listener has taken them. */
export const outboxEvents = pgTable(
  'outbox_events',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    workspaceId: uuid('workspace_id').notNull(),
    name: text('name').notNull(),
    payload: jsonb('payload').$type<Readonly<Record<string, unknown>>>().notNull(),
    createdAt: createdAt(),
    attempts: integer('attempts').notNull().default(0),
    /** Not before this moment may a relay claim the row; a claim moves it on, so that it is also the claim's end. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    /** Class name of the last failure; never its message, which could quote a note. */
    lastError: text('last_error'),
  },
  (table) => [index('outbox_events_due').on(table.dueAt)],
);

/** The cache's key store: what each workspace's entries in Redis are encrypted with, beside the configured keys. */
export const workspaceSecrets = pgTable('workspace_secrets', {
  /** The cache's digest of the workspace's id. */
  workspace: text('workspace').primaryKey(),
  secret: bytea('secret').notNull(),
  createdAt: createdAt(),
});

export const schema = { workspaces, clients, sessions, outboxEvents, workspaceSecrets };
