import { type Guard } from '../guard.js';
import { orderFact } from './reading/direction.js';
import { factsGuard } from './reading/facts-guard.js';
import { perText } from './reading/per-text.js';
import { readConditions, readTests } from './tests/read-conditions.js';
import { readSessions } from './tests/read-sessions.js';

const read = perText((text) => {
  const conditions = readConditions(text);
  const tests = readTests(text);
  const facts = new Set([...conditions, ...tests].map(({ concept }) => concept));
  for (const fact of readSessions(text)) facts.add(`note: ${fact}`);
  for (const list of [conditions, tests]) {
    const order = orderFact(text, list);
    if (order !== undefined) facts.add(order);
  }
  return facts;
});

/**
 * Rejects when a test, scale, procedure, therapy, condition, session or part of a session's note is in one question
 * only, or when two conditions change places (`a causes b`).
 */
export const clinicalTestsGuard: Guard = factsGuard(
  'clinical-tests',
  {
    oneSided: 'a test, condition or session is in one question only',
    different: 'the tests, conditions or sessions differ',
  },
  read,
);
