import type { Scope } from '../../../core/scope.js';
import type { InvalidationTarget } from '../invalidation-target.js';
import type { InvalidationJournal, JournalContext } from './invalidation-journal.js';

/**
 * A journal for applications with a transactional outbox, which already has what a journal must have: a row that is
 * written with the change and stays until its invalidation is acknowledged. Nothing is written here; at the start
 * the cache asks what was not acknowledged, and reads nothing from the store before that is applied.
 *
 * @param undelivered resolves to what the events make untrue that are committed and not acknowledged. A client's
 *   scope for a client's answers, a workspace's for all of its; wider is right, too. Rows that another process is
 *   about to deliver may be among them.
 */
export function outboxJournal(undelivered: () => Promise<readonly Scope[]>): InvalidationJournal {
  return {
    async open({ scope }: JournalContext): Promise<InvalidationTarget[]> {
      const scopes = await undelivered();
      return scopes.map((each) => {
        const address = scope(each);
        return each.clientId === undefined
          ? { kind: 'workspace', workspace: address.workspace }
          : { kind: 'client', scope: address };
      });
    },
    close: () => Promise.resolve(),
  };
}
