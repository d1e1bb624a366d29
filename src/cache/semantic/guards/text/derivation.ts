const NOUNS = /^(?:ion|tion|ation|ition|ment|ity|ness|ance|ence|al|able|ability|ure|age|y|s|t|r)$/;
/** Pairs that the rule would join, and that are two things. */
const APART =
  /^(?:product|univers|relat|commun|gener|organ|person|nation|addition|tradition|condition|mission|station|form|cap|act|fin|port|ration|post|pass|pack|mess|vill|cour|mark|tot|centr|inter|sect|stat|not|part|mot|lot|pat|nat|opt|past|host|met|rent|loc)/;

/** Whether one word is made from the other as the noun of a verb or of an adjective: approve, approval. */
export function formsOfOneWord(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 4 || long.length - short.length > 7) return false;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  if (common < 4 || APART.test(short)) return false;
  const restShort = short.slice(common);
  const restLong = long.slice(common);
  if (restShort === '' || restShort === 'e') return restLong.length > 1 && NOUNS.test(restLong);
  // compute/computation leave `e`, apply/application `y`, explain/explanation `in`, decide/decision `de`.
  if (restShort === 'y') return /^(?:ication|iable|iance|ied|ier)$/.test(restLong);
  if (restShort === 'd' || restShort === 'de') return /^(?:sion|se)$/.test(restLong);
  if (restShort === 't') return /^(?:ssion|sion|ce|cy)$/.test(restLong);
  if (restShort === 'in') return restLong === 'nation';
  return restShort === 'le' && restLong === 'ility';
}
