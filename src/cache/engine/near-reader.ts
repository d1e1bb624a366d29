import type { EntryAddress } from '../core/address.js';
import type { MissReason } from '../core/observer.js';
import type { Hit, LayerRequest, ResolveOptions } from './engine.types.js';
import type { EntryReader, Miss } from './entry-reader.js';
import type { ExplainedCandidate, ExplainedSearch } from './explanation.js';
import { SEMANTIC_LAYER, type Approach, type Candidate, type Judgement } from './near-entries.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';

const DIGEST = /^[A-Za-z0-9_-]{43}$/;

/** A request that looks for the entry of a similar question. */
export interface NearRead<T> {
  readonly request: LayerRequest<T>;
  readonly approach: Approach;
  readonly ttlMs: number;
  readonly options: Pick<ResolveOptions, 'maxAgeMs' | 'replay' | 'signal'>;
}

/**
 * The second way to an entry: through the name of a similar question.
 *
 * Why nothing foreign is served (T). A candidate is a tag, the digest of a question. Its address is made *here*, from
 * the requester's own scope, layer and material, with only the question exchanged. So there is no pointer, whoever
 * wrote it, that leads to another workspace, client, context, variant or layer.
 *
 * Why nothing stale is served (P). What is served comes from a BEGIN of this request's own, made after it began: it is
 * a hit of that address, and all that is proven of hits holds of it. One thing is left. The *asked* question may have
 * been invalidated by name while the similar one was not, and the entry be older than that. Such a question is
 * answered by no similar one: its own BEGIN says whether its tag was invalidated in the life of the scope. If it was
 * not, the scope began after the invalidation, and with it every entry that can be found in it from then on.
 */
export class NearReader {
  constructor(
    private readonly parts: ScopedCacheParts,
    private readonly reader: EntryReader,
  ) {}

  approach(request: LayerRequest<unknown>, address: EntryAddress): Approach | undefined {
    return this.parts.options.enabled ? this.parts.near?.approach(request, address) : undefined;
  }

  /**
   * The entry of a similar question.
   *
   * @param miss what the request's own address had
   * @throws the reason of `options.signal` when it aborts.
   */
  async find<T>(read: NearRead<T>, miss: Miss): Promise<Hit<T> | undefined> {
    const { observer } = this.parts;
    const { workspaceId } = read.request.scope;
    const started = performance.now();
    const found = await this.search(read, miss);
    const seconds = (performance.now() - started) / 1000;
    if (typeof found !== 'string') {
      observer.lookup(SEMANTIC_LAYER, seconds, 'hit');
      observer.hit(SEMANTIC_LAYER, workspaceId, found.entry.costUsd);
      return found;
    }
    observer.lookup(SEMANTIC_LAYER, seconds, found === 'error' ? 'error' : 'miss');
    observer.miss(SEMANTIC_LAYER, workspaceId, found);
    return undefined;
  }

  private async search<T>(read: NearRead<T>, miss: Miss): Promise<Hit<T> | MissReason> {
    const { approach, options } = read;
    if (miss.tagRenewed) {
      approach.prepare();
      return 'invalidated';
    }
    const search = await approach.candidates();
    options.signal?.throwIfAborted();
    if (search.status === 'unavailable') return 'error';
    const { candidates } = search;
    if (candidates.length > 0 && !candidates.some(({ near }) => near)) {
      this.parts.observer.decided('similarity', 'reject', 'not near enough to be looked at');
    }
    for (const candidate of candidates.filter(({ near, tag }) => near && DIGEST.test(tag))) {
      const { hit, judgement } = await this.look(read, candidate, false);
      if (hit === 'error') return 'error';
      if (hit === undefined || judgement === undefined) continue;
      const { outcome, stage, reason, similarity } = judgement;
      this.parts.observer.decided(stage, outcome, reason);
      if (outcome === 'serve') return { ...hit, via: 'semantic', similarity };
      // A verifier is slow and is paid: it is asked about the nearest candidate that comes so far, and about no other.
      if (outcome === 'explore' || stage === 'verifier') break;
    }
    return 'absent';
  }

  /**
   * What the search finds at this moment, and what would be made of each. Looks like a request does, and serves,
   * counts and learns nothing of it.
   */
  async explain<T>(read: NearRead<T>, withText: boolean): Promise<ExplainedSearch> {
    const found = await read.approach.candidates();
    if (found.status === 'unavailable') return { search: 'unavailable', part: found.part, candidates: [] };
    const candidates: ExplainedCandidate[] = [];
    for (const candidate of found.candidates.filter(({ tag }) => DIGEST.test(tag))) {
      const entry = this.addressOf(read.request, candidate).field;
      const asReported = { entry, similarity: candidate.similarity };
      if (!candidate.near) {
        const reason = 'not near enough to be looked at';
        candidates.push({ ...asReported, outcome: 'reject', stage: 'similarity', reason });
        continue;
      }
      const { hit, judgement } = await this.look(read, candidate, true);
      if (hit === 'error') return { search: 'unavailable', part: 'store', candidates };
      if (hit === undefined || judgement === undefined) {
        const reason = 'there is no true entry any more';
        candidates.push({ ...asReported, outcome: 'reject', stage: 'entry', reason });
        continue;
      }
      const { question, similarity = candidate.similarity, ...rest } = judgement;
      const ageMs = Math.max(0, this.parts.clock.now() - hit.entry.createdAt);
      candidates.push({ entry, similarity, ...rest, ageMs, question: withText ? question : undefined });
    }
    return { search: 'done', candidates };
  }

  /** Reads under one candidate's name, as of now. */
  private async look<T>(
    { request, approach, ttlMs, options }: NearRead<T>,
    candidate: Candidate,
    preview: boolean,
  ): Promise<{ hit: Hit<T> | 'error' | undefined; judgement?: Judgement }> {
    const address = this.addressOf(request, candidate);
    const notBefore = this.reader.notBefore(options);
    const { replay } = options;
    const begun = await this.reader.read({
      layer: request.layer,
      scope: request.scope,
      address,
      ttlMs,
      notBefore,
      replay,
      withLease: false,
      timed: false,
    });
    options.signal?.throwIfAborted();
    if (begun === undefined) return { hit: 'error' };
    if (begun.source === 'miss') {
      if (begun.miss.reason !== 'refresh') approach.absent(candidate);
      return { hit: undefined };
    }
    const signal = options.signal ?? new AbortController().signal;
    const judgement = await approach.judge(candidate, begun, signal, preview);
    options.signal?.throwIfAborted();
    return { hit: begun, judgement };
  }

  private addressOf({ layer, scope, material }: LayerRequest<unknown>, { tag }: Candidate): EntryAddress {
    const { digester } = this.parts;
    return digester.address(layer, digester.scope(scope), tag, material);
  }
}
