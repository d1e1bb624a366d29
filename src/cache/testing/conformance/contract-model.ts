import type { ScopeAddress } from '../../core/address.js';
import { WORKSPACE_WIDE } from '../../core/address.js';

/** The generations under which something began or was stored. */
export interface ModelToken {
  readonly generations: string;
  readonly documents: number;
}

interface ModelEntry {
  readonly value: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly generations: string;
  readonly documents: readonly (readonly [key: string, generation: number])[];
}

export interface ModelPlace extends ScopeAddress {
  readonly tag: string;
  readonly field: string;
}

export interface ModelFill {
  readonly value: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly documents: readonly string[];
}

/**
 * The contract as the shortest program that keeps it: counters that only grow, compared as a whole. It forgets nothing
 * and never restarts, which is why counters may stand here for incarnations.
 */
export class ContractModel {
  private readonly counters = new Map<string, number>();
  private readonly entries = new Map<string, ModelEntry>();

  /** What BEGIN may answer: the value of a hit, or the reasons that a miss may give. */
  read(
    place: ModelPlace,
    now: number,
    notBefore: number,
  ): { value: string } | { reasons: readonly string[] } {
    const entry = this.entries.get(place.field);
    if (entry === undefined) return { reasons: ['absent'] };
    // A store may have deleted what is dead or expired, so it may say `absent` for either.
    const reasons: string[] = [];
    if (!this.isTrue(place, entry)) reasons.push('invalidated');
    if (entry.expiresAt <= now) reasons.push('expired');
    if (reasons.length > 0) {
      this.entries.delete(place.field);
      return { reasons: [...reasons, 'absent'] };
    }
    return entry.createdAt < notBefore ? { reasons: ['refresh'] } : { value: entry.value };
  }

  token(place: ModelPlace): ModelToken {
    return { generations: this.generations(place), documents: this.count(`any document ${place.workspace}`) };
  }

  fill(place: ModelPlace, token: ModelToken, fill: ModelFill): 'stored' | 'refused' {
    const current = this.token(place);
    if (token.generations !== current.generations) return 'refused';
    if (fill.documents.length > 0 && token.documents !== current.documents) return 'refused';
    this.entries.set(place.field, {
      ...fill,
      generations: current.generations,
      documents: fill.documents.map((document) => {
        const key = `document ${place.workspace} ${document}`;
        return [key, this.count(key)] as const;
      }),
    });
    return 'stored';
  }

  invalidateClient({ workspace, client }: ScopeAddress): void {
    this.end(`scope ${workspace} ${WORKSPACE_WIDE}`);
    if (client !== WORKSPACE_WIDE) this.end(`scope ${workspace} ${client}`);
  }

  invalidateWorkspace(workspace: string): void {
    this.end(`workspace ${workspace}`);
  }

  invalidateTag({ workspace, client }: ScopeAddress, tag: string): void {
    this.end(`tag ${workspace} ${client} ${tag}`);
  }

  invalidateDocument(workspace: string, document: string): void {
    this.end(`document ${workspace} ${document}`);
    this.end(`any document ${workspace}`);
  }

  clear(): void {
    this.end('everything');
  }

  private isTrue(place: ModelPlace, entry: ModelEntry): boolean {
    return (
      entry.generations === this.generations(place) &&
      entry.documents.every(([key, generation]) => this.count(key) === generation)
    );
  }

  private generations({ workspace, client, tag }: ModelPlace): string {
    return [
      this.count('everything'),
      this.count(`workspace ${workspace}`),
      this.count(`scope ${workspace} ${client}`),
      this.count(`tag ${workspace} ${client} ${tag}`),
    ].join('.');
  }

  private count(key: string): number {
    return this.counters.get(key) ?? 0;
  }

  private end(key: string): void {
    this.counters.set(key, this.count(key) + 1);
  }
}
