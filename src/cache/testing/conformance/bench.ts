import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { EntryAddress, ScopeAddress } from '../../core/address.js';
import { KeyDigester } from '../../core/digest.js';
import type { Token } from '../../core/token.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  ScopedStore,
  FillResult,
} from '../../store/scoped-store.js';
import type { ConformanceCase, CreateStore, StoreUnderTest } from './conformance-case.js';

export type Miss = Extract<BeginResult, { status: 'miss' }>;
export type Hit = Extract<BeginResult, { status: 'hit' }>;

/** What the cases call now: a time far from the machine's, since a store must go by the reader's. */
export const NOW = Date.UTC(2030, 0, 1);
export const TTL_MS = 60_000;

const digester = new KeyDigester('conformance');
const LAYER = { name: 'conformance', version: 1 };

export interface Place {
  readonly workspace?: string;
  /** Absent for the workspace-wide scope. */
  readonly client?: string | undefined;
  readonly tag?: string;
  readonly material?: string | number;
}

export const id = (text: string): string => digester.id(text);

export function scope({ workspace = 'w', client }: Place = {}): ScopeAddress {
  return digester.scope({ workspaceId: workspace, clientId: client });
}

export function place(where: Place = {}): EntryAddress {
  return digester.address(LAYER, scope(where), id(where.tag ?? 'tag'), where.material ?? 'material');
}

/** Short words for what nearly every case does. */
export class Bench {
  readonly store: ScopedStore;
  /** The store of "another process", or the same one again where there can be no other. */
  readonly peer: ScopedStore;

  constructor(readonly subject: StoreUnderTest) {
    this.store = subject.store;
    this.peer = subject.peer ?? subject.store;
  }

  begin(
    address: EntryAddress,
    request: Partial<BeginRequest> = {},
    store = this.store,
  ): Promise<BeginResult> {
    return store.begin({ address, now: NOW, notBefore: 0, ttlMs: TTL_MS, ...request });
  }

  async miss(address: EntryAddress, request: Partial<BeginRequest> = {}, store = this.store): Promise<Miss> {
    const result = await this.begin(address, request, store);
    assert.equal(result.status, 'miss', 'a miss was expected');
    return result;
  }

  async hit(address: EntryAddress, request: Partial<BeginRequest> = {}, store = this.store): Promise<Hit> {
    const result = await this.begin(address, request, store);
    assert.equal(result.status, 'hit', 'a hit was expected');
    return result;
  }

  fill(
    address: EntryAddress,
    token: Token,
    request: Partial<FillRequest> = {},
    store = this.store,
  ): Promise<FillResult> {
    return store.fill(fillOf(address, token, request));
  }

  /** BEGIN and FILL: leaves a true entry at the address. */
  async put(address: EntryAddress, request: Partial<FillRequest> = {}): Promise<Token> {
    const { token } = await this.miss(address, { notBefore: Infinity });
    assert.equal(await this.fill(address, token, request), 'stored', 'nothing stood against this fill');
    return token;
  }

  async elapse(ms: number): Promise<void> {
    if (this.subject.elapse === undefined) await delay(ms);
    else await this.subject.elapse(ms);
  }
}

export function fillOf(address: EntryAddress, token: Token, request: Partial<FillRequest> = {}): FillRequest {
  return {
    address,
    token,
    entry: Buffer.from('an answer'),
    createdAt: NOW,
    expiresAt: NOW + TTL_MS,
    documents: [],
    ...request,
  };
}

/** Makes a case whose store is closed however the body ends. */
export function conformanceCase(
  create: CreateStore,
  name: string,
  body: (bench: Bench) => Promise<void>,
): ConformanceCase {
  return {
    name,
    async run() {
      const subject = await create();
      try {
        await body(new Bench(subject));
      } finally {
        await subject.close();
      }
    },
  };
}
