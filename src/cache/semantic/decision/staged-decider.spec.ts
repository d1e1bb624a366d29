import { CacheConfigurationError } from '../../core/errors.js';
import { ManualClock } from '../../testing/manual-clock.js';
import type { GuardVerdict } from '../guards/guard.js';
import type { Decision, PairVerifier, QuestionPair } from './decision.types.js';
import { StagedDecider, type StagedDeciderOptions } from './staged-decider.js';

const pass: GuardVerdict = { pass: true };
const guards = { check: jest.fn((): GuardVerdict => pass) };
const never = new AbortController().signal;

const pair = (similarity: number, category?: string): QuestionPair => ({
  asked: 'asked now',
  cached: 'asked then',
  similarity,
  category,
});

function verifier(
  same: PairVerifier['same'],
): PairVerifier & { same: jest.MockedFunction<PairVerifier['same']> } {
  return { name: 'scripted', same: jest.fn(same) };
}

const decide = (
  options: Partial<StagedDeciderOptions>,
  asked: QuestionPair,
  signal = never,
): Promise<Decision> => new StagedDecider({ guards, ...options }).decide(asked, [], signal);

beforeEach(() => {
  guards.check.mockReset().mockReturnValue(pass);
});

describe('StagedDecider', () => {
  describe('similarity', () => {
    it('serves at the threshold and above, and asks no guard below', async () => {
      expect(await decide({}, pair(0.95))).toEqual({
        outcome: 'serve',
        stage: 'guards',
        reason: 'near enough, and no guard sees a difference',
      });
      expect(guards.check).toHaveBeenCalledWith('asked now', 'asked then');
      guards.check.mockClear();
      expect(await decide({}, pair(0.9499))).toEqual({
        outcome: 'reject',
        stage: 'similarity',
        reason: 'below the threshold',
      });
      expect(guards.check).not.toHaveBeenCalled();
    });

    it.each([Number.NaN, Infinity, -Infinity])('never serves a similarity of %d', async (similarity) => {
      expect(await decide({ threshold: -1, maxErrorRate: 0.5 }, pair(similarity))).toMatchObject({
        outcome: 'reject',
        reason: 'the similarity is not a number',
      });
    });

    it('has thresholds for categories, also for one that is named like a member of every object', async () => {
      const options = { threshold: 0.9, thresholds: { doses: 0.99 } };
      expect((await decide(options, pair(0.95, 'doses'))).outcome).toBe('reject');
      expect((await decide(options, pair(0.99, 'doses'))).outcome).toBe('serve');
      for (const category of ['others', 'constructor', undefined]) {
        expect((await decide(options, pair(0.9, category))).outcome).toBe('serve');
        expect((await decide(options, pair(0.89, category))).outcome).toBe('reject');
      }
    });
  });

  describe('guards', () => {
    it('rejects with the name and the reason of the guard', async () => {
      guards.check.mockReturnValue({ pass: false, guard: 'numbers', reason: 'a number differs' });
      expect(await decide({}, pair(1))).toEqual({
        outcome: 'reject',
        stage: 'guards',
        reason: 'numbers: a number differs',
      });
    });

    it('rejects when a guard fails, without its words', async () => {
      guards.check.mockImplementation(() => {
        throw new Error('asked now');
      });
      expect(await decide({}, pair(1))).toEqual({
        outcome: 'reject',
        stage: 'guards',
        reason: 'guards: a guard failed',
      });
    });
  });

  describe('verifier', () => {
    const band = { from: 0.9, to: 0.97, timeoutMs: 300 };
    const options = (same: PairVerifier['same']) => {
      const asked = verifier(same);
      return { asked, options: { threshold: 0.9, verifier: { verifier: asked, ...band } } };
    };

    it.each([
      [true, { outcome: 'serve', stage: 'verifier', reason: 'the verifier agrees' }],
      [false, { outcome: 'reject', stage: 'verifier', reason: 'the verifier disagrees' }],
      [
        'yes' as unknown as boolean,
        { outcome: 'reject', stage: 'verifier', reason: 'the verifier disagrees' },
      ],
    ])('within the band, its %s decides', async (answer, expected) => {
      const { asked, options: withVerifier } = options(() => Promise.resolve(answer));
      for (const similarity of [0.9, 0.9699]) {
        expect(await decide(withVerifier, pair(similarity))).toEqual(expected);
      }
      expect(asked.same).toHaveBeenCalledTimes(2);
    });

    it('is not asked above the band, nor for what a guard rejected', async () => {
      const { asked, options: withVerifier } = options(() => Promise.resolve(false));
      expect(await decide(withVerifier, pair(0.97))).toMatchObject({ outcome: 'serve', stage: 'guards' });
      guards.check.mockReturnValue({ pass: false, guard: 'dates', reason: 'a date differs' });
      expect(await decide(withVerifier, pair(0.95))).toMatchObject({ outcome: 'reject', stage: 'guards' });
      expect(asked.same).not.toHaveBeenCalled();
    });

    it.each([
      ['rejects', () => Promise.reject(new Error('asked now'))],
      [
        'throws',
        () => {
          throw new Error('asked now');
        },
      ],
    ])('counts as a no when it %s', async (_, same) => {
      expect(await decide(options(same).options, pair(0.95))).toEqual({
        outcome: 'reject',
        stage: 'verifier',
        reason: 'the verifier failed',
      });
    });

    it('counts as a no when it is late, whatever it says then and whether it listens or not', async () => {
      const clock = new ManualClock();
      let answer: ((same: boolean) => void) | undefined;
      let told: AbortSignal | undefined;
      const { options: withVerifier } = options((_, signal) => {
        told = signal;
        return new Promise((resolve) => (answer = resolve));
      });
      let decision: Decision | undefined;
      const deciding = decide({ ...withVerifier, clock }, pair(0.95)).then((made) => (decision = made));
      await clock.advance(299);
      expect(decision).toBeUndefined();
      expect(told?.aborted).toBe(false);
      await clock.advance(1);
      answer?.(true);
      expect(await deciding).toEqual({
        outcome: 'reject',
        stage: 'verifier',
        reason: 'the verifier was late',
      });
      expect(told?.aborted).toBe(true);
    });

    it('leaves no timer behind, and ends when nobody waits', async () => {
      const clock = new ManualClock();
      const agreed = options(() => Promise.resolve(true)).options;
      await decide({ ...agreed, clock }, pair(0.95));
      expect(clock.pending).toBe(0);
      const leaving = new AbortController();
      const silent = options(() => new Promise(() => undefined));
      const deciding = decide({ ...silent.options, clock }, pair(0.95), leaving.signal);
      leaving.abort(new Error('gone'));
      expect(await deciding).toMatchObject({ outcome: 'reject', reason: 'nobody waits any more' });
      expect(clock.pending).toBe(0);
      const again = await decide({ ...silent.options, clock }, pair(0.95), leaving.signal);
      expect(again).toMatchObject({ outcome: 'reject', reason: 'nobody waits any more' });
      expect(silent.asked.same).toHaveBeenCalledTimes(1);
    });
  });

  describe('learned bound', () => {
    const taught = (options: Partial<StagedDeciderOptions>): StagedDecider => {
      const decider = new StagedDecider({
        guards,
        threshold: 0.5,
        maxErrorRate: 0.05,
        random: () => 0.5,
        ...options,
      });
      for (let i = 0; i < 1000; i++) decider.learn({ similarity: (i % 100) / 100 }, i % 100 > 70);
      return decider;
    };
    const settle = async (decider: StagedDecider): Promise<void> => {
      for (let i = 0; i < 200; i++) await decider.decide(pair((i % 100) / 100), [], never);
    };

    it('explores while little is known, and the threshold is a floor', async () => {
      const decider = new StagedDecider({ guards, threshold: 0.8, maxErrorRate: 0.05 });
      expect(await decider.decide(pair(0.99), [], never)).toEqual({
        outcome: 'explore',
        stage: 'learned',
        reason: 'too little is known at this similarity',
      });
      expect(await decider.decide(pair(0.79), [], never)).toMatchObject({ outcome: 'reject' });
    });

    it('serves what it has learned, checks some of it, and explores the rest', async () => {
      const decider = taught({});
      await settle(decider);
      expect(await decider.decide(pair(0.95), [], never)).toEqual({
        outcome: 'serve',
        stage: 'learned',
        reason: 'all entries allow this similarity',
      });
      expect(await decider.decide(pair(0.6), [], never)).toMatchObject({ outcome: 'explore' });
      const known = Array.from({ length: 64 }, (_, i) => ({
        similarity: i % 2 ? 0.59 : 0.39,
        same: i % 2 === 1,
      }));
      expect(await decider.decide(pair(0.67), known, never)).toEqual({
        outcome: 'serve',
        stage: 'learned',
        reason: 'what is known of the entry allows it',
      });
      const auditing = taught({ random: () => 0.01 });
      await settle(auditing);
      expect(await auditing.decide(pair(0.95), [], never)).toMatchObject({
        outcome: 'explore',
        reason: 'a check of what is served',
      });
    });

    it('asks guards before, and the verifier after', async () => {
      const asked = verifier(() => Promise.resolve(false));
      const decider = taught({ verifier: { verifier: asked, from: 0.5, to: 1 } });
      await settle(decider);
      asked.same.mockClear();
      expect(await decider.decide(pair(0.6), [], never)).toMatchObject({ outcome: 'explore' });
      expect(asked.same).not.toHaveBeenCalled();
      expect(await decider.decide(pair(0.95), [], never)).toMatchObject({
        outcome: 'reject',
        stage: 'verifier',
      });
      guards.check.mockReturnValue({ pass: false, guard: 'names', reason: 'a name differs' });
      expect(await decider.decide(pair(0.95), [], never)).toMatchObject({
        outcome: 'reject',
        stage: 'guards',
      });
    });
  });

  it.each<[string, Partial<StagedDeciderOptions>]>([
    ['a threshold above 1', { threshold: 1.01 }],
    ['a threshold that is not a number', { thresholds: { doses: Number.NaN } }],
    ['an error rate of 0', { maxErrorRate: 0 }],
    ['an error rate of 1', { maxErrorRate: 1 }],
    [
      'a band that is empty',
      { verifier: { verifier: verifier(() => Promise.resolve(true)), from: 1, to: 1 } },
    ],
    [
      'a threshold below the band',
      { threshold: 0.8, verifier: { verifier: verifier(() => Promise.resolve(true)), from: 0.9, to: 1 } },
    ],
    [
      'no time for the verifier',
      { verifier: { verifier: verifier(() => Promise.resolve(true)), from: 0.9, to: 1, timeoutMs: 0 } },
    ],
  ])('refuses %s', (_, options) => {
    expect(() => new StagedDecider({ guards, ...options })).toThrow(CacheConfigurationError);
  });

  it('learns what a request with a threshold of its own, below the common one, has shown', async () => {
    const decider = new StagedDecider({ guards, threshold: 0.9, maxErrorRate: 0.05, random: () => 0.5 });
    const low = { ...pair(0.85), threshold: 0.8 };
    for (let request = 0; request < 400; request++) {
      await decider.decide(low, [], never);
      decider.learn(low, true);
    }
    expect((await decider.decide(low, [], never)).outcome).toBe('serve');
  });

  it('tells what it would decide without counting it as a request', async () => {
    const decider = new StagedDecider({ guards, threshold: 0.8, maxErrorRate: 0.01, random: () => 0.5 });
    const one = [{ similarity: 0.9, same: false }];
    // One in ten is different there: far too many.
    for (let request = 0; request < 400; request++) {
      await decider.decide(pair(0.9), one, never);
      decider.learn(pair(0.9), request % 10 !== 0);
      await decider.decide(pair(0.99), [], never);
      decider.learn(pair(0.99), true);
    }
    expect((await decider.decide(pair(0.9), [], never)).outcome).toBe('explore');
    // Somebody looks at a near pair again and again: were these requests, the far ones would be a small share of all.
    for (let look = 0; look < 18_000; look++) await decider.decide(pair(0.99), [], never, { preview: true });
    expect((await decider.decide(pair(0.9), [], never)).outcome).toBe('explore');
  });

  it('says what would be served, though a request might be computed to check it', async () => {
    const decider = new StagedDecider({ guards, threshold: 0.8, maxErrorRate: 0.05, random: () => 0 });
    for (let request = 0; request < 200; request++) {
      await decider.decide(pair(0.99), [], never);
      decider.learn(pair(0.99), true);
    }
    expect((await decider.decide(pair(0.99), [], never)).reason).toBe('a check of what is served');
    expect((await decider.decide(pair(0.99), [], never, { preview: true })).outcome).toBe('serve');
  });
});
