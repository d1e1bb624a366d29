import type { CohereClient } from 'cohere-ai';
import { CacheConfigurationError } from '../../core/errors.js';
import { fetchWithoutRejection, NO_ANSWER } from '../../embedding/providers/cohere-fetch.js';
import { loadOptionalPeer } from '../../embedding/providers/optional-peer.js';
import type { PairVerifier, QuestionPair } from '../decision/decision.types.js';
import { VerifierError } from './verifier.error.js';

export interface CohereRerankOptions {
  readonly apiKey: string;
  /** Default `rerank-v3.5`. */
  readonly model?: string | undefined;
  /**
   * Relevance, 0 to 1, from which one text stands for the other. Scores of two models do not compare, and relevance is
   * not sameness of answer: measure it on pairs of your own. Default 0.9.
   */
  readonly threshold?: number | undefined;
  readonly baseUrl?: string | undefined;
}

// The deadline is the caller's; the client's own comes after every one that can be set there.
const CLIENT_TIMEOUT_SECONDS = 3600;

/**
 * Cohere's v2 rerank through its own client, which is loaded with the first call. A reranker reads both texts at once,
 * so it sees what two vectors made apart do not; it is made to find documents, so it is not blind to a mere topic.
 */
export class CohereRerankVerifier implements PairVerifier {
  readonly name = 'cohere-rerank';
  private readonly model: string;
  private readonly threshold: number;
  private client: Promise<CohereClient> | undefined;

  /** @throws CacheConfigurationError when the threshold is no score. */
  constructor(private readonly options: CohereRerankOptions) {
    this.model = options.model ?? 'rerank-v3.5';
    this.threshold = options.threshold ?? 0.9;
    if (!(this.threshold > 0 && this.threshold <= 1)) {
      throw new CacheConfigurationError('The threshold of cohere-rerank lies above 0 and at most at 1.');
    }
  }

  /** @throws VerifierError */
  async same({ asked, cached }: QuestionPair, signal: AbortSignal): Promise<boolean> {
    return await this.alike(asked, cached, signal);
  }

  /**
   * Whether `b` is relevant enough to `a`; for answers as well as for questions.
   *
   * @throws VerifierError
   */
  async alike(a: string, b: string, signal: AbortSignal): Promise<boolean> {
    const client = await this.load();
    let score: unknown;
    try {
      const { results } = await client.v2.rerank(
        { model: this.model, query: a, documents: [b], topN: 1 },
        { abortSignal: signal, maxRetries: 0, timeoutInSeconds: CLIENT_TIMEOUT_SECONDS },
      );
      // Not validated by the client, which gives back whatever came.
      const [first, ...others] = results as Partial<(typeof results)[number]>[];
      if (others.length === 0 && first?.index === 0) score = first.relevanceScore;
    } catch (error) {
      throw this.typed(error);
    }
    if (typeof score !== 'number' || !(score >= 0 && score <= 1)) throw this.notAnAnswer();
    return score >= this.threshold;
  }

  private load(): Promise<CohereClient> {
    const { apiKey, baseUrl } = this.options;
    this.client ??= loadOptionalPeer(
      'cohere-ai',
      'the verifier "cohere-rerank"',
      () => import('cohere-ai'),
    ).then(
      ({ CohereClient }) =>
        new CohereClient({
          token: apiKey,
          maxRetries: 0,
          fetch: fetchWithoutRejection,
          ...(baseUrl === undefined ? {} : { baseUrl }),
        }),
    );
    return this.client;
  }

  /** The client's errors quote the answer, which may quote the request: only their status is kept. */
  private typed(error: unknown): VerifierError {
    const { statusCode, cause } = error as { statusCode?: number; cause?: unknown };
    const broken = statusCode === NO_ANSWER || (statusCode === undefined && cause !== undefined);
    if (broken) return new VerifierError(this.name, 'network', 'the connection failed.');
    if (statusCode === undefined || statusCode < 400) return this.notAnAnswer();
    return new VerifierError(this.name, 'status', `answered with status ${statusCode}.`, statusCode);
  }

  private notAnAnswer(): VerifierError {
    return new VerifierError(this.name, 'invalid_response', 'the answer is not of the documented form.');
  }
}
