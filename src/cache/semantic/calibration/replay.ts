import { CacheConfigurationError } from '../../core/errors.js';
import type { Observation } from '../decision/decision.types.js';
import { MAX_OBSERVATIONS } from '../decision/entry-bound.js';
import { LearnedBound } from '../decision/learned-bound.js';
import type { ReplayedRequest, ReplayOptions, ReplayResult } from './calibration.types.js';

/**
 * Replays requests in their order through a learned bound that knows nothing at first. What it explores it learns at
 * once; what it serves it never learns.
 *
 * @throws CacheConfigurationError when the error rate is out of its range.
 */
export function replayLearned(requests: Iterable<ReplayedRequest>, options: ReplayOptions): ReplayResult {
  const { maxErrorRate, floor = -1, random } = options;
  if (!(maxErrorRate > 0 && maxErrorRate < 1)) {
    throw new CacheConfigurationError('maxErrorRate lies between 0 and 1, both exclusive.');
  }
  const bound = new LearnedBound(maxErrorRate, random);
  const entries = new Map<string, Observation[]>();
  const result = { requests: 0, hits: 0, wrong: 0, explored: 0, rejected: 0 };
  for (const { similarity, same, entry } of requests) {
    result.requests++;
    if (!(similarity >= floor)) {
      result.rejected++;
      continue;
    }
    const observations = entry === undefined ? [] : (entries.get(entry) ?? []);
    if (bound.decide(similarity, observations).serve) {
      result.hits++;
      if (!same) result.wrong++;
      continue;
    }
    result.explored++;
    bound.learn(similarity, same);
    if (entry === undefined) continue;
    observations.push({ similarity, same });
    if (observations.length > MAX_OBSERVATIONS) observations.shift();
    entries.set(entry, observations);
  }
  return result;
}
