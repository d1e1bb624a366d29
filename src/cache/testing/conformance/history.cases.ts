import assert from 'node:assert/strict';
import type { Token } from '../../core/token.js';
import { conformanceCase, id, NOW, place, type Bench } from './bench.js';
import type { ConformanceCase, ConformanceOptions, CreateStore } from './conformance-case.js';
import { ContractModel, type ModelToken } from './contract-model.js';
import { seededRandom, type Random } from './seeded-random.js';

const STEPS = 80;
const WORKSPACES = ['w', 'v'];
const CLIENTS = ['c', 'd', undefined];
const TAGS = ['tag', 'other'];
const DOCUMENTS = ['document 1', 'document 2'].map((name) => id(name));

interface Begun {
  readonly address: ReturnType<typeof place>;
  readonly token: Token;
  readonly expected: ModelToken;
}

/** Random histories, each step compared with a model of the contract. */
export function historyCases(
  create: CreateStore,
  { seed = 1, histories = 40 }: ConformanceOptions,
): ConformanceCase[] {
  return [
    conformanceCase(create, 'random histories go as the model of the contract says', async (bench) => {
      for (let history = 0; history < histories; history++) {
        const trace: string[] = [];
        try {
          // Workspaces of its own, so that one history cannot hide behind what another left.
          await new History(bench, seededRandom(seed + history), trace, `${seed + history}`).run();
        } catch (error) {
          throw new assert.AssertionError({
            message: `seed ${seed + history}: ${String(error)}\nafter: ${trace.join(', ')}`,
          });
        }
      }
    }),
  ];
}

class History {
  private readonly model = new ContractModel();
  /** Tokens of all ages: computations that run, and fills that a network may still deliver. */
  private readonly begun: Begun[] = [];
  private now = NOW;
  private values = 0;

  constructor(
    private readonly bench: Bench,
    private readonly random: Random,
    private readonly trace: string[],
    private readonly suffix: string,
  ) {}

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      // Reads and fills twice as often as all else together, or nothing would live long enough to matter.
      const dice = this.random.below(18);
      if (dice < 6) await this.begin();
      else if (dice < 12) await this.fill();
      else await this.disturb(dice);
    }
  }

  private async begin(): Promise<void> {
    const address = this.anywhere();
    const notBefore = this.random.pick([0, 0, 0, this.now - 5000, this.now, Infinity]);
    this.trace.push(`begin ${this.name(address)} notBefore ${notBefore - this.now}`);
    const expected = this.model.read(address, this.now, notBefore);
    const result = await this.bench.begin(address, { now: this.now, notBefore }, this.anyStore());
    if (result.status === 'hit') {
      assert.ok('value' in expected, `a hit, but the model misses`);
      assert.equal(result.entry.toString(), expected.value);
      return;
    }
    assert.ok('reasons' in expected, `a miss (${result.reason}), but the model hits`);
    assert.ok(expected.reasons.includes(result.reason), `a miss for the reason ${result.reason}`);
    this.begun.push({ address, token: result.token, expected: this.model.token(address) });
  }

  private async fill(): Promise<void> {
    const begun = this.random.below(3) === 0 ? this.random.pick(this.begun) : this.begun.at(-1);
    if (begun === undefined) return;
    const { address, token, expected } = begun;
    const documents = DOCUMENTS.filter(() => this.random.below(4) === 0);
    const value = `value ${++this.values}`;
    const life = {
      createdAt: this.now,
      expiresAt: this.now + this.random.pick([60_000, 600_000, 3_600_000]),
    };
    this.trace.push(`fill ${this.name(address)} with ${documents.length} documents`);
    const allowed = this.model.fill(address, expected, { value, documents, ...life });
    const request = { entry: Buffer.from(value), documents, ...life };
    assert.equal(await this.bench.fill(address, token, request, this.anyStore()), allowed);
  }

  private async disturb(dice: number): Promise<void> {
    const address = this.anywhere();
    const store = this.anyStore();
    const document = this.random.pick(DOCUMENTS);
    const where = this.name(address);
    switch (dice) {
      case 12:
        this.trace.push(`invalidateClient ${where}`);
        this.model.invalidateClient(address);
        await store.invalidateClient(address);
        break;
      case 13:
        this.trace.push(`invalidateWorkspace ${where}`);
        this.model.invalidateWorkspace(address.workspace);
        await store.invalidateWorkspace(address.workspace);
        break;
      case 14:
        this.trace.push(`invalidateTag ${where}`);
        this.model.invalidateTag(address, address.tag);
        await store.invalidateTag(address, address.tag);
        break;
      case 15:
        this.trace.push(`invalidateDocument ${where} ${DOCUMENTS.indexOf(document)}`);
        this.model.invalidateDocument(address.workspace, document);
        await store.invalidateDocument(address.workspace, document);
        break;
      case 16:
        if (this.random.below(4) > 0) {
          this.trace.push(`sweep ${where}`);
          await store.sweep(address.workspace);
          break;
        }
        this.trace.push('clear');
        this.model.clear();
        await store.clear();
        break;
      default:
        this.now += this.random.pick([1, 30_000, 300_000]);
        this.trace.push(`time + ${this.now - NOW}`);
    }
  }

  private anywhere(): ReturnType<typeof place> {
    const workspace = `${this.random.pick(WORKSPACES)} ${this.suffix}`;
    return place({
      workspace,
      client: this.random.pick(CLIENTS),
      tag: this.random.pick(TAGS),
      material: this.random.below(2),
    });
  }

  private anyStore(): Bench['store'] {
    return this.random.below(2) === 0 ? this.bench.store : this.bench.peer;
  }

  /** Digests made short enough to tell apart in a trace. */
  private name({ workspace, client, tag, field }: ReturnType<typeof place>): string {
    return [workspace, client, tag, field].map((digest) => digest.slice(0, 3)).join('/');
  }
}
