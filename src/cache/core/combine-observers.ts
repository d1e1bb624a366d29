import { silentObserver, type CacheObserver } from './observer.js';

type Tell = (...event: unknown[]) => void;

/** One observer that tells each of several what it is told and they want to hear. */
export function combineObservers(...observers: readonly Partial<CacheObserver>[]): CacheObserver {
  // Over the names of one that has them all, so that a new event cannot be forgotten here.
  const names = Object.keys(silentObserver) as (keyof CacheObserver)[];
  const tellAll = (name: keyof CacheObserver): Tell => {
    return (...event) => {
      for (const observer of observers) (observer[name] as Tell | undefined)?.apply(observer, event);
    };
  };
  return Object.fromEntries(names.map((name) => [name, tellAll(name)])) as unknown as CacheObserver;
}
