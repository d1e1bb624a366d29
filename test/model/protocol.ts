/** The freshness protocol as a model for `explore`: readers, writers and faults in every interleaving. */
import { type Configuration, initialState } from './configuration.js';
import { encode } from './encode.js';
import { type Model, type Step } from './explore.js';
import { faultSteps } from './faults.js';
import { scopeName } from './properties.js';
import { type Out } from './fills.js';
import { readerSteps } from './readers.js';
import { type Target } from './server.js';
import { Phase, type State } from './state.js';
import { writerSteps } from './writers.js';

export function protocol(config: Configuration): Model<State> {
  return {
    initial: initialState(config),
    encode,
    steps(state) {
      const out: Out = [];
      // Every property speaks of what a reader gets, so nothing is left to see once all have theirs.
      if (state.readers.every(({ phase }) => phase === Phase.done)) return out;
      readerSteps(config, state, out);
      writerSteps(config, state, out);
      faultSteps(config, state, out);
      return out;
    },
    describe: (before, step) => describeStep(config, before, step),
    settled: (state) => state.readers.every(({ phase }) => phase === Phase.done),
  };
}

/** One line of a counterexample, such as `reader 2 (process 1, client 1): read.hit [data after commit 0]`. */
function describeStep(config: Configuration, before: State, { kind, who, next }: Step<State>): string {
  const [actor] = kind.split('.');
  if (actor === 'write') {
    return `writer ${who + 1} (${targetName(config.writers[who]!)}): ${kind}, source clock ${next.clock}`;
  }
  if (actor === 'late') {
    const message = before.net[who]!;
    const sender =
      message.type === 'invalidate' ? `writer ${message.writer + 1}` : `reader ${message.reader + 1}`;
    return `${kind}: ${sender}'s command executes, its reply is not awaited`;
  }
  const reader = config.readers[who];
  const isReader = ['read', 'flight', 'wait', 'source', 'compute', 'fill'].includes(actor ?? '');
  if (!isReader || reader === undefined) return `${kind} (${who})`;
  const label = `reader ${who + 1} (process ${reader.process}, ${scopeName(reader.scope)})`;
  const value = kind === 'source.read' ? ` [data after commit ${next.readers[who]!.value}]` : '';
  return `${label}: ${kind}${value}`;
}

function targetName(target: Target): string {
  if (target.kind === 'document') return `document ${target.document + 1}`;
  return target.kind === 'workspace' ? 'workspace' : scopeName(target.scope);
}
