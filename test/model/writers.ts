/** What a write does: commit to the source, then UNLINK, then it is acknowledged. */
import { type Configuration } from './configuration.js';
import { type Out } from './fills.js';
import { invalidate, type Target } from './server.js';
import { put, type State, WORKSPACE_WIDE } from './state.js';

export function writerSteps(config: Configuration, state: State, out: Out): void {
  state.writers.forEach((writer, who) => {
    const target = config.writers[who]!;
    if (writer.committed === 0) {
      // Idle writers of one target are interchangeable: only the first commits, as with readers.
      const twin =
        who > 0 && state.writers[who - 1]!.committed === 0 && same(target, config.writers[who - 1]!);
      if (twin) return;
      const clock = state.clock + 1;
      const committed = { committed: clock, acknowledged: false, nonce: nonceOf(config, target, state) };
      const next = {
        ...state,
        clock,
        writers: put(state.writers, who, committed),
        nextSym: state.nextSym + 1,
      };
      out.push({ kind: 'write.commits', who, fault: false, next });
      return;
    }
    if (writer.acknowledged) return;
    // Execution and acknowledgement are one step: an acknowledgement that comes later could only demand less.
    const server = invalidate(config.rules, state.server, target, writer.nonce);
    const executed: State = { ...state, server };
    const done = { ...writer, acknowledged: true, nonce: 0 };
    const demands = demand(executed, target, writer.committed);
    const next: State = { ...executed, ...demands, writers: put(state.writers, who, done) };
    out.push({ kind: 'write.acknowledged', who, fault: false, next });
    if (state.left.late === 0) return;
    const left = { ...state.left, late: state.left.late - 1 };
    out.push({ kind: 'write.reply-lost', who, fault: true, next: { ...executed, left } });
    const net = [...state.net, { type: 'invalidate', writer: who, nonce: writer.nonce } as const];
    out.push({ kind: 'write.sent-twice', who, fault: true, next: { ...next, left, net } });
  });
}

function same(a: Target, b: Target): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Only the variant that writes the incarnation into `w` carries one, and a resent command carries the same. */
function nonceOf({ rules }: Configuration, target: Target, state: State): number {
  return rules.workspaceInvalidation === 'set-w' && target.kind === 'workspace' ? state.nextSym : 0;
}

/** Whom the acknowledgement obliges: the client and the workspace-wide answers, everyone, or users of a document. */
function demand(
  state: State,
  target: Target,
  commit: number,
): Pick<State, 'acknowledged' | 'documentAcknowledged'> {
  const { acknowledged, documentAcknowledged } = state;
  const raised = (old: number): number => Math.max(old, commit);
  switch (target.kind) {
    case 'document':
      return {
        acknowledged,
        documentAcknowledged: documentAcknowledged.map((old, index) =>
          index === target.document ? raised(old) : old,
        ),
      };
    case 'workspace':
      return { acknowledged: acknowledged.map(raised), documentAcknowledged };
    case 'client':
      return {
        acknowledged: acknowledged.map((old, scope) =>
          scope === target.scope || scope === WORKSPACE_WIDE ? raised(old) : old,
        ),
        documentAcknowledged,
      };
  }
}
