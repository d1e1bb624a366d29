import type { Scope } from '../core/scope.js';

/**
 * The port to the application's own account of its changes: a version of each scope that is raised *in the transaction*
 * that changes the scope's data. With it, an entry is a hit only while its version is the present one, so that no lost,
 * late or premature event, and no split of Redis, lets an old answer be served.
 *
 * What an implementation has to keep:
 * - a version never comes back: a counter, or an id that is new with every change;
 * - the version of a workspace without a client changes with every change in the workspace, since an answer of that
 *   scope may speak of any client;
 * - it is read from where the commit is visible at once: the primary, not a replica that may lag.
 */
export interface ScopeVersionProvider {
  /**
   * The present version: one indexed read, asked for with every look-up. A scope that is not known has one too, such as
   * 0. When it rejects, gives no answer within `commandTimeoutMs`, or resolves to anything but a number, a bigint or a
   * text of 1 to 1,000 characters, the request is computed and nothing is stored.
   */
  get(scope: Scope): Promise<string | number | bigint>;
}
