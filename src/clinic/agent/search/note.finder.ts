import { Injectable } from '@nestjs/common';
import { IntentCache, RetrievalCache, type Scope } from '../../../index.js';
import type { Principal } from '../../auth/principal.js';
import type { Findings, Passage, Question } from '../agent.types.js';
import { questionClassifier } from '../intent/question.classifier.js';
import { ANSWER_STYLES } from '../intent/question.intent.js';
import { NoteSearch } from './note.search.js';
import { QuestionAnalyser } from './question.analyser.js';
import { SentenceRanker } from './sentence.ranker.js';

/**
 * The steps before the writing, each with its layer of the cache: what kind of question it is (`intent`), the passages
 * for it (`retrieval`), how near their sentences are to it (`embedding`).
 */
@Injectable()
export class NoteFinder {
  constructor(
    private readonly intents: IntentCache,
    private readonly retrievals: RetrievalCache,
    private readonly analyser: QuestionAnalyser,
    private readonly notes: NoteSearch,
    private readonly ranker: SentenceRanker,
  ) {}

  async find({ workspaceId, role }: Principal, question: Question, clientId?: string): Promise<Findings> {
    // The scope of the answer that is being made: what makes the one untrue makes the other untrue.
    const scope: Scope = { workspaceId, ...(clientId === undefined ? {} : { clientId }) };
    const style = ANSWER_STYLES[await this.intents.classify(scope, question.question, questionClassifier)];
    // Not cached, and part of the search's key: which clients a question names changes with their names.
    const analysed = await this.analyser.analyse(workspaceId, question, clientId);
    const { terms, clientIds } = analysed;
    // Nothing to look for and nobody to look at: any note would do, so none is an answer.
    if (terms.size === 0 && clientIds === undefined) return { terms, style, passages: [] };
    const passages = await this.retrievals.search<Passage>(
      scope,
      {
        query: question.question,
        collection: 'sessions',
        topN: style.notes,
        filters: {
          role,
          terms: Object.fromEntries(terms),
          clientIds: clientIds === undefined ? null : [...clientIds].sort(),
          order: style.order,
        },
      },
      () => this.notes.find({ workspaceId, role, style, ...analysed }),
    );
    return {
      terms,
      style,
      passages: await this.ranker.rank(workspaceId, question.question, terms, passages),
    };
  }
}
