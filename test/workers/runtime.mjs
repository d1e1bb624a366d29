// The worker's side of test/support/worker: answers the calls of the test process that forked this one.
//
//   import { serve } from './runtime.mjs';
//   serve({ add: async (a, b) => a + b });

/** @param {Record<string, (...args: any[]) => unknown>} methods what the test may call; arguments and results are structured-cloned. */
export function serve(methods) {
  process.on('message', (request) => void answer(methods, request));
  // The test process is gone: nobody is left to ask anything.
  process.on('disconnect', () => process.exit());
  process.send({ ready: true });
}

async function answer(methods, { id, method, args }) {
  try {
    if (!Object.hasOwn(methods, method)) throw new Error(`the worker has no method ${method}`);
    process.send({ id, result: await methods[method](...args) });
  } catch (error) {
    process.send({ id, error: portable(error) });
  }
}

// An error's class does not survive the boundary; its name, message and own fields (code, reason ...) do.
function portable(error) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const fields = Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)));
  return { name: error.name, message: error.message, stack: error.stack, fields };
}

function isPlain(value) {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
