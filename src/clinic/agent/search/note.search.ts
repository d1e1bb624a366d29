import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Role } from '../../auth/principal.js';
import { DATABASE, type Database } from '../../database/database.types.js';
import { clients, sessions } from '../../database/schema.js';
import { SOAP_FIELDS, type SoapField } from '../../sessions/soap.js';
import type { Passage } from '../agent.types.js';
import type { AnswerStyle } from '../intent/question.intent.js';
import { type AnalysedQuestion, QuestionAnalyser } from './question.analyser.js';
import { splitSentences } from './sentences.js';
import { tsqueryOf } from './tsquery.js';

interface View {
  readonly fields: readonly SoapField[];
  readonly weights: string;
}

// Not only hidden but not searched: that an assessment matches would tell what it says.
const withoutAssessment: View = {
  fields: SOAP_FIELDS.filter((field) => field !== 'assessment'),
  weights: 'ABC',
};

/** The fields a role may be answered from, and their weights in the `search` column of the schema. */
const VISIBLE: Record<Role, View> = {
  practitioner: { fields: SOAP_FIELDS, weights: 'ABCD' },
  assistant: withoutAssessment,
  administrator: withoutAssessment,
};

/** All that decides, beside the notes themselves, which passages are found. */
export interface NoteQuery extends AnalysedQuestion {
  readonly workspaceId: string;
  readonly role: Role;
  readonly style: AnswerStyle;
}

/** Finds the notes a question may be answered from: full-text search, in one workspace. */
@Injectable()
export class NoteSearch {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly analyser: QuestionAnalyser,
  ) {}

  async find({ workspaceId, role, terms, clientIds, style }: NoteQuery): Promise<Passage[]> {
    const { fields, weights } = VISIBLE[role];
    const query = sql`${tsqueryOf(terms.keys(), weights)}::tsquery`;
    const rank: SQL[] =
      terms.size === 0 || style.order === 'date'
        ? []
        : [desc(sql`ts_rank('{1, 1, 1, 1}', ${sessions.search}, ${query})`)];
    const notes = await this.db
      .select({
        sessionId: sessions.id,
        clientId: sessions.clientId,
        clientName: clients.name,
        sessionDate: sessions.sessionDate,
        subjective: sessions.subjective,
        objective: sessions.objective,
        assessment: sessions.assessment,
        plan: sessions.plan,
      })
      .from(sessions)
      .innerJoin(
        clients,
        and(eq(clients.workspaceId, sessions.workspaceId), eq(clients.id, sessions.clientId)),
      )
      .where(
        and(
          eq(sessions.workspaceId, workspaceId),
          clientIds === undefined ? undefined : inArray(sessions.clientId, [...clientIds]),
          terms.size === 0 ? undefined : sql`${sessions.search} @@ ${query}`,
        ),
      )
      .orderBy(...rank, desc(sessions.sessionDate), desc(sessions.id))
      .limit(style.notes);
    const drafts = notes.flatMap(({ sessionId, clientId, clientName, sessionDate, ...text }) =>
      fields.map((field) => ({
        passage: { documentId: sessionId, sessionId, clientId, clientName, sessionDate, field },
        sentences: splitSentences(text[field]),
      })),
    );
    return this.withLexemes(drafts);
  }

  private async withLexemes(
    drafts: readonly { passage: Omit<Passage, 'sentences'>; sentences: readonly string[] }[],
  ): Promise<Passage[]> {
    const lexemes = await this.analyser.lexemesOf(drafts.flatMap(({ sentences }) => sentences));
    let next = 0;
    return drafts.map(({ passage, sentences }) => ({
      ...passage,
      sentences: sentences.map((text) => ({ text, lexemes: lexemes[next++] ?? [] })),
    }));
  }
}
