import { type Guard } from './guard.js';
import { intentsAgree } from './text/intent.js';

/** What kind of answer is asked for: how, why, when, whether. A search phrase fits every kind. */
export const intentGuard: Guard = {
  name: 'intent',
  differ(a, b) {
    return intentsAgree(a.intent, b.intent) ? undefined : { reason: 'another kind of answer is asked for' };
  },
};
