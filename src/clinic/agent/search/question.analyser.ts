import { Inject, Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import { DATABASE, type Database } from '../../database/database.types.js';
import { clients } from '../../database/schema.js';
import type { Question, Terms } from '../agent.types.js';
import { tsqueryOf } from './tsquery.js';

/** Stems that say how something is asked, not what about; every note would match them. */
const GENERIC = new Set(
  'client patient session note visit last latest recent current now today summari summary overview updat tell show give describ explain pleas know happen go say said find mani much far long often take get number amount level dose'.split(
    ' ',
  ),
);
/** A follow-up question with fewer terms of its own borrows those of the message before it. */
const ENOUGH_TERMS = 2;
const BORROWED_WEIGHT = 0.5;

/** What a question looks for, and whose notes it may be answered from. */
export interface AnalysedQuestion {
  readonly terms: Terms;
  /** Clients the question is about; absent means every client of the workspace. */
  readonly clientIds?: readonly string[];
}

/** Reads a question: its stems by the database's own dictionary, and the clients it names. */
@Injectable()
export class QuestionAnalyser {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async analyse(
    workspaceId: string,
    { question, history }: Question,
    clientId?: string,
  ): Promise<AnalysedQuestion> {
    const before = history.filter(({ role }) => role === 'user').at(-1)?.content ?? '';
    const [own, earlier] = await this.lexemesOf([question, before]);
    const named = await this.clientsNamed(workspaceId, own ?? [], clientId);
    // "And her shoulder?" is still about the client named one message ago.
    const subjects = named.length > 0 ? named : await this.clientsNamed(workspaceId, earlier ?? [], clientId);
    const names = new Set(subjects.flatMap(({ lexemes }) => lexemes));
    const isTerm = (lexeme: string) => !GENERIC.has(lexeme) && !names.has(lexeme);
    const terms = new Map((own ?? []).filter(isTerm).map((lexeme) => [lexeme, 1]));
    if (terms.size < ENOUGH_TERMS) {
      for (const lexeme of (earlier ?? []).filter(isTerm)) {
        if (!terms.has(lexeme)) terms.set(lexeme, BORROWED_WEIGHT);
      }
    }
    return subjects.length === 0 ? { terms } : { terms, clientIds: subjects.map(({ id }) => id) };
  }

  /** The stems of each text, by the dictionary the notes are indexed with. */
  async lexemesOf(texts: readonly string[]): Promise<string[][]> {
    const rows = await this.db
      .select({ lexemes: sql<string[]>`tsvector_to_array(to_tsvector('english', item.content))` })
      .from(
        sql`json_array_elements_text(${JSON.stringify(texts)}::json) WITH ORDINALITY AS item (content, position)`,
      )
      .orderBy(sql`item.position`);
    return rows.map(({ lexemes }) => lexemes);
  }

  /** The asked client, or those whose names share the most words with the question. */
  private async clientsNamed(
    workspaceId: string,
    lexemes: readonly string[],
    clientId?: string,
  ): Promise<{ id: string; lexemes: string[] }[]> {
    if (clientId === undefined && lexemes.length === 0) return [];
    const rows = await this.db
      .select({ id: clients.id, lexemes: sql<string[]>`tsvector_to_array(${clients.nameSearch})` })
      .from(clients)
      .where(
        and(
          eq(clients.workspaceId, workspaceId),
          clientId === undefined
            ? sql`${clients.nameSearch} @@ ${tsqueryOf(lexemes)}::tsquery`
            : eq(clients.id, clientId),
        ),
      );
    const asked = new Set(lexemes);
    const shared = (row: { lexemes: string[] }) => row.lexemes.filter((lexeme) => asked.has(lexeme)).length;
    const most = Math.max(0, ...rows.map(shared));
    return rows.filter((row) => shared(row) === most);
  }
}
