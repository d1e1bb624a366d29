import type { CachedLLMRouter } from '../../llm/router/cached-llm-router.js';
import type { PairVerifier, QuestionPair } from '../decision/decision.types.js';
import { judgePrompt, readVerdict, type JudgedTexts } from './judge-prompt.js';
import { VerifierError } from './verifier.error.js';

/** Asks a model for a short, deterministic reply to one prompt. */
export type AskModel = (prompt: string, signal: AbortSignal) => Promise<string>;

/** Longer texts are refused: a model loses sight of the difference, and it would cost more than the answer. */
const MAX_CHARACTERS = 8_000;

/**
 * A model as judge. Fail-closed: anything but a plain YES is no agreement.
 *
 * A text can still try to talk the model round. The guards stand before this stage, the verdict can only take away
 * what they let through, and the scope bounds what a wrong one could show.
 */
export class ModelJudgeVerifier implements PairVerifier {
  readonly name = 'model-judge';

  constructor(private readonly ask: AskModel) {}

  /** @throws VerifierError; what `ask` throws. */
  async same({ asked, cached }: QuestionPair, signal: AbortSignal): Promise<boolean> {
    return await this.judge({ kind: 'questions', a: asked, b: cached }, signal);
  }

  /**
   * Whether two answers tell the same.
   *
   * @throws VerifierError; what `ask` throws.
   */
  async alike(a: string, b: string, signal: AbortSignal): Promise<boolean> {
    return await this.judge({ kind: 'answers', a, b }, signal);
  }

  private async judge(texts: JudgedTexts, signal: AbortSignal): Promise<boolean> {
    if (texts.a.length + texts.b.length > MAX_CHARACTERS) {
      throw new VerifierError(this.name, 'invalid_input', `more than ${MAX_CHARACTERS} characters.`);
    }
    const verdict = readVerdict(await this.ask(judgePrompt(texts), signal));
    if (verdict === undefined) {
      throw new VerifierError(this.name, 'invalid_response', 'the model said neither YES nor NO.');
    }
    return verdict;
  }
}

/**
 * Asks through a router, whose budgets, order of models and cache then hold for verdicts too: a pair that was judged is
 * not paid for again. At temperature 0, without which replies are not cached.
 *
 * @param workspaceId whose budget and cache the verdicts belong to; without one they are not cached. A verifier serves
 *   all workspaces, so this is a name of its own (`semantic-judge`); that two questions were judged before can then be
 *   told across workspaces, from the time a request takes.
 */
export function askRouter(router: Pick<CachedLLMRouter, 'invoke'>, workspaceId?: string): AskModel {
  return async (prompt, signal) => {
    const request = { messages: [{ role: 'user' as const, content: prompt }], temperature: 0 };
    const { text } = await router.invoke(
      request,
      workspaceId === undefined ? { signal } : { signal, workspaceId },
    );
    return text;
  };
}
