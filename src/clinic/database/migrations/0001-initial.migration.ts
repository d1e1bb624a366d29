import type { Migration } from './migration.js';

export const initialMigration: Migration = {
  version: 1,
  name: 'initial',
  statements: [
    `CREATE TABLE workspaces (
       id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
       name text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now()
     )`,
    `CREATE TABLE clients (
       id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
       workspace_id uuid NOT NULL REFERENCES workspaces (id),
       name text NOT NULL,
       date_of_birth date,
       created_at timestamptz NOT NULL DEFAULT now(),
       name_search tsvector GENERATED ALWAYS AS (to_tsvector('english', name)) STORED,
       CONSTRAINT clients_workspace_id_id UNIQUE (workspace_id, id)
     )`,
    `CREATE INDEX clients_name_search ON clients USING gin (name_search)`,
    `CREATE TABLE sessions (
       id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
       workspace_id uuid NOT NULL,
       client_id uuid NOT NULL,
       session_date date NOT NULL,
       subjective text NOT NULL,
       objective text NOT NULL,
       assessment text NOT NULL,
       plan text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now(),
       search tsvector GENERATED ALWAYS AS (
         setweight(to_tsvector('english', subjective), 'A') ||
         setweight(to_tsvector('english', objective), 'B') ||
         setweight(to_tsvector('english', plan), 'C') ||
         setweight(to_tsvector('english', assessment), 'D')
       ) STORED,
       CONSTRAINT sessions_client FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
     )`,
    `CREATE INDEX sessions_by_client ON sessions (workspace_id, client_id, session_date)`,
    `CREATE INDEX sessions_search ON sessions USING gin (search)`,
    `CREATE TABLE outbox_events (
       id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
       workspace_id uuid NOT NULL,
       name text NOT NULL,
       payload jsonb NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       attempts integer NOT NULL DEFAULT 0,
       due_at timestamptz NOT NULL,
       last_error text
     )`,
    `CREATE INDEX outbox_events_due ON outbox_events (due_at)`,
  ],
};
