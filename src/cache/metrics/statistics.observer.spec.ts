import { combineObservers } from '../core/combine-observers.js';
import { silentObserver, type CacheObserver } from '../core/observer.js';
import { multiLevelMetrics } from '../multilevel/multilevel-metrics.js';
import { StatisticsObserver } from './statistics.observer.js';

describe('StatisticsObserver', () => {
  it('counts per layer', () => {
    const statistics = new StatisticsObserver();
    const observer = combineObservers(statistics);
    observer.hit('intent', 'w', 0.002);
    observer.hit('intent', 'w', 0.001);
    observer.miss('intent', 'w', 'absent');
    observer.joined('intent', 'w');
    observer.lookup('intent', 0.002, 'hit');
    observer.lookup('intent', 0.004, 'error');
    observer.answered('intent', 0.5, 'computed');
    observer.computed('intent', 0.25, 'ok', 0.001);
    observer.computed('intent', 0.75, 'error', 0.002);
    expect(statistics.layers()).toEqual({
      intent: {
        hits: 2,
        misses: 1,
        joined: 1,
        hitRate: 2 / 3,
        lookups: 2,
        averageLookupMs: 3,
        averageAnswerMs: 500,
        computations: 2,
        averageComputationMs: 500,
        savedUsd: 0.003,
        spentUsd: 0.003,
      },
    });
  });

  it('has no rate and no mean of nothing', () => {
    const statistics = new StatisticsObserver();
    statistics.computed('intent', 1, 'ok', 0);
    expect(statistics.layers()['intent']).toMatchObject({
      hitRate: 0,
      averageLookupMs: 0,
      averageAnswerMs: 0,
    });
    expect(multiLevelMetrics({}, 'query_result', []).overall).toEqual({
      ...{ requests: 0, hits: 0, hitRate: 0, averageLookupMs: 0, savedUsd: 0, spentUsd: 0 },
    });
  });
});

describe('multiLevelMetrics', () => {
  it('counts an answer of another level as a hit of the request that the exact level missed', () => {
    const statistics = new StatisticsObserver();
    statistics.hit('query_result', 'w', 0.02);
    statistics.lookup('query_result', 0.001);
    statistics.miss('query_result');
    statistics.lookup('query_result', 0.001);
    statistics.hit('semantic', 'w', 0.02);
    statistics.lookup('semantic', 0.004);
    statistics.miss('query_result');
    statistics.miss('semantic');
    statistics.computed('embedding', 0.01, 'ok', 0.0001);
    const { overall } = multiLevelMetrics(statistics.layers(), 'query_result', ['semantic']);
    expect(overall).toMatchObject({ requests: 3, hits: 2, hitRate: 2 / 3, savedUsd: 0.04, spentUsd: 0.0001 });
    expect(overall.averageLookupMs).toBeCloseTo(2, 10);
  });
});

describe('combineObservers', () => {
  it('tells every observer every event', () => {
    const told: string[] = [];
    const listening = (name: string): CacheObserver =>
      Object.fromEntries(
        Object.keys(silentObserver).map((event) => [
          event,
          (...args: unknown[]) => void told.push(`${name} ${event} ${String(args[0])}`),
        ]),
      ) as unknown as CacheObserver;
    const combined = combineObservers(listening('a'), {}, listening('b'));
    combined.corrupt('intent');
    combined.swept(3);
    combined.bypass('query_result', 'no_scope');
    expect(told).toEqual([
      ...['a corrupt intent', 'b corrupt intent', 'a swept 3', 'b swept 3'],
      ...['a bypass query_result', 'b bypass query_result'],
    ]);
    expect(Object.keys(combined)).toEqual(Object.keys(silentObserver));
  });
});
