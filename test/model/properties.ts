import { type Entry, type Reader, WORKSPACE_WIDE } from './state.js';

/** P: the value's source data was read before a commit whose invalidation was acknowledged before this read. */
export function freshness(reader: Reader, entry: Entry): { violation: string } | undefined {
  let demand = reader.demand;
  reader.documentDemand.forEach((needed, document) => {
    if (entry.documents[document] !== 0) demand = Math.max(demand, needed);
  });
  if (entry.value >= demand) return undefined;
  return {
    violation: `STALE READ: the data was read after commit ${entry.value}, but commit ${demand} had been invalidated and acknowledged before this read began`,
  };
}

/** T: a value computed for another scope. */
export function foreign(scope: number, entry: Entry): { violation: string } | undefined {
  if (entry.scope === scope) return undefined;
  return { violation: `FOREIGN READ: ${scopeName(scope)} was served the value of ${scopeName(entry.scope)}` };
}

export function scopeName(scope: number): string {
  return scope === WORKSPACE_WIDE ? 'the workspace' : `client ${scope}`;
}
