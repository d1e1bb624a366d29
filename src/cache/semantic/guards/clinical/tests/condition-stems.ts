/**
 * Endings of the names of diseases, operations and examinations. A word that ends so is compared although no table
 * names it.
 */
const ENDINGS = words(`
  itis ectomy otomy ostomy plasty scopy emia oma osis iasis pathy algia plegia paresis trophy rrhea rrhage ectasis
  megaly penia cytosis uria dynia phasia praxia lepsy phobia philia centesis desis pexy pnea sclerosis stenosis
  malacia
`);
const NO_CONDITIONS = new Set(
  words(`
  sympathy empathy apathy telepathy antipathy academia bohemia diploma aroma chroma coma atrophy trophy diagnosis
  prognosis hypnosis metamorphosis osmosis symbiosis microscopy nostalgia oklahoma paloma dichotomy anatomy
  homeopathy naturopathy osteopathy mitosis meiosis thomas oma
`),
);
const byTail = new Map<string, string[]>();
for (const ending of ENDINGS) {
  const tail = ending.slice(-3);
  byTail.set(tail, [...(byTail.get(tail) ?? []), ending]);
}

/** Whether a word is made like the name of a disease, an operation or an examination. */
export function isMadeLikeACondition(word: string): boolean {
  if (word.length < 6 || NO_CONDITIONS.has(word)) return false;
  const endings = byTail.get(word.slice(-3));
  return endings?.some((ending) => word.length >= ending.length + 2 && word.endsWith(ending)) === true;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
