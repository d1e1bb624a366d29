import type { EntryAddress } from '../../core/address.js';
import { canonicalJson } from '../../core/canonical-json.js';
import type { Entry } from '../../core/envelope.js';
import type { LayerRequest, SemanticRequest } from '../../engine/engine.types.js';
import type { Approach, Candidate, Candidates, FoundEntry, Judgement } from '../../engine/near-entries.js';
import type { Decision } from '../decision/decision.types.js';
import type { IndexSpace, Neighbour } from '../index/vector-index.js';
import { comparableAnswer } from './comparable-answer.js';
import { decodeAnnotation, encodeAnnotation, type Annotation } from './annotation.js';
import type { Background } from './background.js';
import { believableNeighbours, believableVector } from './believable.js';
import { cosine } from './cosine.js';
import { Deadline, LATE } from './deadline.js';
import type { PairNotes } from './scope-notes.js';
import type { SemanticLookupParts } from './semantic-lookup.parts.js';

/** An index may report similarities that are a little off; the entry's own vector decides. */
const INDEX_TOLERANCE = 0.05;

/** A question's vector and the space in which its neighbours are. */
interface Position {
  readonly vector: Float32Array;
  readonly space: IndexSpace;
}

/** One request's search for the entry of a similar question. */
export class SemanticApproach implements Approach {
  private locating: Promise<Position | undefined> | undefined;
  private position: Position | undefined;
  private written: Buffer | undefined;
  private notes: PairNotes | undefined;
  /** The entry that might have answered, to be compared with what is computed instead. */
  private explored: (FoundEntry & { readonly similarity: number }) | undefined;

  constructor(
    private readonly parts: SemanticLookupParts,
    private readonly background: Background,
    private readonly request: LayerRequest<unknown> & { readonly semantic: SemanticRequest },
    private readonly address: EntryAddress,
  ) {}

  prepare(): void {
    void this.locate();
  }

  async candidates(): Promise<Candidates> {
    const { clock, settings, failures, index } = this.parts;
    const deadline = new Deadline(clock, settings.timeoutMs);
    try {
      const position = await deadline.race(this.locate());
      if (position === LATE) failures.late('embedding');
      if (position === LATE || position === undefined) return { status: 'unavailable', part: 'embedding' };
      // One more than asked for: this question's own entry, which has just been missed, may be among them.
      const search = async (): Promise<readonly Neighbour[]> =>
        believableNeighbours(await index.search(position.space, position.vector, settings.candidates + 1));
      const neighbours = await deadline.race(search()).catch((error: unknown) => {
        failures.failed('index', error);
        return undefined;
      });
      if (neighbours === LATE) failures.late('index');
      if (neighbours === LATE || neighbours === undefined) return { status: 'unavailable', part: 'index' };
      failures.answered('index');
      const floor = settings.floor(this.request.semantic) - INDEX_TOLERANCE;
      const candidates = neighbours
        .filter(({ pointer }) => pointer !== this.address.tag)
        .slice(0, settings.candidates)
        .map(({ pointer, similarity }) => ({ tag: pointer, similarity, near: similarity >= floor }));
      const near = candidates.filter((candidate) => candidate.near);
      if (near.length === 0) return { status: 'found', candidates };
      this.notes = await this.readNotes(near);
      return this.notes === undefined
        ? { status: 'unavailable', part: 'store' }
        : { status: 'found', candidates };
    } finally {
      deadline.end();
    }
  }

  async judge(
    candidate: Candidate,
    { address, entry }: FoundEntry,
    signal: AbortSignal,
    preview: boolean,
  ): Promise<Judgement> {
    const { decider, observer } = this.parts;
    const reject = (stage: string, reason: string, known: Partial<Judgement> = {}): Judgement => ({
      ...known,
      outcome: 'reject',
      stage,
      reason,
    });
    if (this.position === undefined || this.notes === undefined) return reject('entry', 'not searched for');
    if (entry.annotation.length === 0) {
      this.absent(candidate);
      return reject('entry', 'was stored without a vector');
    }
    let annotation: Annotation;
    try {
      annotation = decodeAnnotation(entry.annotation);
    } catch {
      observer.corrupt('semantic');
      this.absent(candidate);
      return reject('entry', 'its annotation cannot be read');
    }
    const { vector, question } = annotation;
    const { space } = this.position;
    if (annotation.embedding !== space.embedding || vector.length !== this.position.vector.length) {
      this.absent(candidate);
      return reject('entry', 'its vector is of another model', { question });
    }
    // Not what the index says: the entry's own vector, which is proven to belong to it.
    const similarity = cosine(this.position.vector, vector);
    const known = { similarity, question };
    if (this.notes.isRejected(candidate.tag)) return reject('pair', 'the pair was rejected', known);
    const { category, threshold, question: asked } = this.request.semantic;
    const observations = this.notes.observations(address.field, entry.createdAt);
    let decision: Decision;
    try {
      decision = await decider.decide(
        { asked, cached: question, similarity, category, threshold },
        observations,
        signal,
        { preview },
      );
    } catch {
      return reject('error', 'the decision failed', known);
    }
    if (decision.outcome === 'explore') this.explored = { address, entry, similarity };
    return { ...decision, ...known };
  }

  absent({ tag }: Candidate): void {
    const { position } = this;
    if (position === undefined) return;
    this.background.run(() => this.tellIndex((index) => index.remove(position.space, [tag])));
  }

  annotation(): Buffer | undefined {
    const { position, request } = this;
    if (position === undefined) return undefined;
    const { vector, space } = position;
    const { question } = request.semantic;
    return (this.written ??= encodeAnnotation({ embedding: space.embedding, vector, question }));
  }

  stored(entry: Entry): void {
    const { position, explored } = this;
    if (position !== undefined && entry.annotation.length > 0) {
      const { space, vector } = position;
      const ttlMs = Math.max(1, entry.expiresAt - this.parts.clock.now());
      this.background.run(() => this.tellIndex((index) => index.add(space, this.address.tag, vector, ttlMs)));
    }
    if (explored !== undefined && this.parts.settings.learns) {
      this.background.run(() => this.learn(explored, entry));
    }
  }

  private locate(): Promise<Position | undefined> {
    return (this.locating ??= this.embed());
  }

  private async embed(): Promise<Position | undefined> {
    const { embedder, digester, failures } = this.parts;
    const { layer, scope, material, semantic } = this.request;
    try {
      const { workspaceId } = scope;
      const vector = believableVector(await embedder.embed(semantic.question, { workspaceId }));
      const { workspace, client } = this.address;
      const space: IndexSpace = {
        workspace,
        client,
        partition: digester.partition(layer, this.address, material),
        embedding: digester.digest(canonicalJson([embedder.identity, 'search_query', vector.length])),
      };
      this.position = { vector, space };
      failures.answered('embedding');
      return this.position;
    } catch (error) {
      failures.failed('embedding', error);
      return undefined;
    }
  }

  private async readNotes(candidates: readonly Candidate[]): Promise<PairNotes | undefined> {
    const { notes, digester, settings, onStoreError } = this.parts;
    const { layer, material } = this.request;
    const fields = settings.learns
      ? candidates.map(({ tag }) => digester.address(layer, this.address, tag, material).field)
      : [];
    try {
      return await notes.read(this.address, this.address.tag, fields);
    } catch (error) {
      // A pair may have been rejected: who cannot know does not serve.
      onStoreError(error);
      return undefined;
    }
  }

  private async tellIndex(tell: (index: SemanticLookupParts['index']) => Promise<void>): Promise<void> {
    const { index, failures } = this.parts;
    try {
      await tell(index);
    } catch (error) {
      failures.failed('index', error);
    }
  }

  /** What was computed instead of serving the explored entry has been stored: were the two the same? */
  private async learn(
    { address, entry, similarity }: FoundEntry & { similarity: number },
    computed: Entry,
  ): Promise<void> {
    const { notes, comparer, decider, onStoreError } = this.parts;
    const { layer, semantic } = this.request;
    let same: boolean;
    try {
      const [now, then] = await Promise.all([
        comparableAnswer(layer, computed),
        comparableAnswer(layer, entry),
      ]);
      // Nobody waits for it: the comparer's own time limit is the only one.
      same = (await comparer.compare(now, then, new AbortController().signal)) !== 'different';
    } catch {
      return; // answers that cannot be compared teach nothing
    }
    const { category, threshold } = semantic;
    decider.learn?.({ similarity, category, threshold }, same);
    try {
      await notes.observe(address, address.field, entry.createdAt, { similarity, same });
    } catch (error) {
      onStoreError(error);
    }
  }
}
