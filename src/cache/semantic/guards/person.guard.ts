import { type Guard, type GuardedText } from './guard.js';

const GENDERS: Readonly<Record<string, string>> = {
  he: 'm',
  him: 'm',
  his: 'm',
  himself: 'm',
  she: 'f',
  her: 'f',
  hers: 'f',
  herself: 'f',
};
const FIRST = /^(?:my|mine|our|ours)$/;
const SECOND = /^(?:your|yours)$/;
const THIRD = /^(?:their|theirs)$/;

const ASKING =
  /^(?:tell|show|give|help|let|explain|teach|guide|to|for|near|around|about|advise|inform|remind)$/;

/** Who is spoken of: he or she, my account or theirs. I, you and one are the same person in a question. */
export const personGuard: Guard = {
  name: 'person',
  differ(a, b) {
    if (gendersOf(a) !== gendersOf(b)) return { reason: 'he and she differ' };
    if (turnsOnMe(a, b) || turnsOnMe(b, a)) return { reason: 'the one who asks has changed roles' };
    if (crossed(a, b) || crossed(b, a)) return { reason: 'two persons have changed places' };
    if (otherPerson(a, b) || otherPerson(b, a)) return { reason: 'another person is spoken of' };
    if (definesOwn(a, b) || definesOwn(b, a)) return { reason: 'one question is about what one owns' };
    if (othersAct(a, b) || othersAct(b, a)) return { reason: 'another does it' };
    return owns(a, b) || owns(b, a) ? { reason: 'what is asked about belongs to another' } : undefined;
  },
};

/** In order: `he rejects her` is not `she rejects him`. */
function gendersOf(text: GuardedText): string {
  return text.tokens.map(({ word }) => GENDERS[word] ?? '').join('');
}

function owns(a: GuardedText, b: GuardedText): boolean {
  // `how do I change my ...` and `how do you change your ...` ask the same.
  if (a.words.has('i') && b.words.has('you') && !b.words.has('i') && !has(b, THIRD)) return false;
  return (
    has(a, FIRST) && !has(b, FIRST) && (has(b, THIRD) || has(b, SECOND)) && !has(a, THIRD) && !has(a, SECOND)
  );
}

function has(text: GuardedText, pattern: RegExp): boolean {
  return text.tokens.some(({ word }) => pattern.test(word));
}

/** `can I call you`, `can you call me`; `tell me` and its like aside. */
function turnsOnMe(a: GuardedText, b: GuardedText): boolean {
  return has(a, /^(?:i|we)$/) && !isObject(a) && isObject(b) && !has(b, /^(?:i|we)$/);
}

function isObject({ tokens }: GuardedText): boolean {
  return tokens.some(({ word }, at) => /^(?:me|us)$/.test(word) && !ASKING.test(tokens[at - 1]?.word ?? ''));
}

/** `can I use ...`, `can my spouse use ...`. */
function othersAct(a: GuardedText, b: GuardedText): boolean {
  const [auxA, subjectA] = a.tokens;
  const [auxB, subjectB] = b.tokens;
  return (
    a.intent === 'yesno' &&
    auxA?.word === auxB?.word &&
    /^(?:i|we)$/.test(subjectA?.word ?? '') &&
    /^(?:my|our)$/.test(subjectB?.word ?? '') &&
    // `can my address be changed` is done by the one who asks.
    !(b.words.has('be') || b.words.has('get'))
  );
}

const SUBJECTS: Readonly<Record<string, string>> = { i: '1', we: '1', he: '3', she: '3', they: '3' };
const OBJECTS: Readonly<Record<string, string>> = { me: '1', us: '1', him: '3', her: '3', them: '3' };

/** `what I gave him`, `what he gave me`. */
function crossed(a: GuardedText, b: GuardedText): boolean {
  const among = ({ tokens }: GuardedText, cases: Readonly<Record<string, string>>, person: string) =>
    tokens.some(({ word }) => cases[word] === person);
  return (
    among(a, SUBJECTS, '1') && among(a, OBJECTS, '3') && among(b, SUBJECTS, '3') && among(b, OBJECTS, '1')
  );
}

const SPEAKERS = /^(?:i|we|you|me|us)$/;
const OTHERS = /^(?:they|them)$/;
const PAST = /^(?:did|was|were|had|have|am|are)$/;
/** A word in between is no subject any more: `have you`, `are you`; not `are there fees you charge`. */
function otherPerson(a: GuardedText, b: GuardedText): boolean {
  if (has(a, SPEAKERS) && !has(a, OTHERS) && has(b, OTHERS) && !has(b, SPEAKERS)) return true;
  // Of what happened and of what somebody is, I and you are two; of what one does, they are anybody.
  if (subjectAfter(a, PAST, /^(?:i|we)$/) && subjectAfter(b, PAST, /^you$/))
    return !has(b, /^(?:i|we|me|us)$/);
  if (a.intent === 'where' && subjectAfter(a, /^do$/, /^i$/) && subjectAfter(b, /^do$/, /^you$/)) {
    return a.tokens.length <= 4;
  }
  return ends(a, /^me$/) && ends(b, /^you$/);
}

function subjectAfter({ tokens }: GuardedText, auxiliary: RegExp, subject: RegExp): boolean {
  return tokens.some(({ word }, at) => subject.test(word) && auxiliary.test(tokens[at - 1]?.word ?? ''));
}

function ends({ tokens }: GuardedText, pattern: RegExp): boolean {
  return pattern.test(tokens.at(-1)?.word ?? '');
}

/** `what is a mortgage` asks for a meaning, `what is my mortgage` for one's own. */
function definesOwn(a: GuardedText, b: GuardedText): boolean {
  if (a.intent !== 'what' || b.intent !== 'what' || !/^(?:is|are)$/.test(a.tokens[1]?.word ?? ''))
    return false;
  return (
    /^an?$/.test(a.tokens[2]?.word ?? '') &&
    !has(a, /^(?:i|my|our|we|me)$/) &&
    FIRST.test(b.tokens[2]?.word ?? '')
  );
}
