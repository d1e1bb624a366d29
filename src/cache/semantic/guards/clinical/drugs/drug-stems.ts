/**
 * Endings that international names of substances share with few other words. A word that ends so is taken for a
 * drug although no table names it.
 */
const ENDINGS = words(`
  pril prilat sartan olol alol dilol dipine vastatin glibrate fibrate thiazide semide lactone azosin losin
  xaban gatran parin grel grelor teplase arone
  gliptin gliflozin glutide natide glitazone formin glinide
  azole conazole nidazole bendazole prazole cillin mycin micin floxacin oxacin cycline penem bactam oxime
  clovir navir tegravir fosbuvir asvir vudine citabine ciclovir amivir
  azepam zepam zolam azolam barbital oxetine opram faxine triptan triptyline ipramine azodone
  peridol peridone sidone piprazole apine zapine phenazine promazine racetam gabalin gabine zepine
  profen coxib fenac oxicam codone morphone fentanil fentanyl orphine caine
  asone isone olone onide terol tropium lukast phylline
  tadine rizine tidine setron
  mab umab ximab zumab tinib ciclib parib rafenib zomib platin rubicin taxel trexate olimus limus ercept
  dronate dronic sentan vaptan siran relin reotide tropin poetin grastim afil gestrel estradiol
  quine rifamycin fungin cromil orexant melteon gepant
`);
/** Beginnings of the same use. */
const BEGINNINGS = words(`cef ceph sulfameth`);

/** Ordinary words, and words of medicine that are no drugs, with such an ending or beginning. */
const NO_DRUGS = new Set(
  words(`
  april magazine peptide cyclone prologue intercept percept anyone someone alone medicine cathedral cephalic
  hydrocephalus harlequine
  `),
);

/** The longest first, found by the ending's last three letters. */
const byTail = new Map<string, string[]>();
for (const ending of ENDINGS) {
  const tail = ending.slice(-3);
  byTail.set(tail, [...(byTail.get(tail) ?? []), ending]);
}

/** Whether a word is made like the name of a substance. */
export function isMadeLikeADrug(word: string): boolean {
  if (word.length < 7 || NO_DRUGS.has(word)) return false;
  const endings = byTail.get(word.slice(-3));
  if (endings?.some((ending) => word.length >= ending.length + 2 && word.endsWith(ending)) === true)
    return true;
  return BEGINNINGS.some((beginning) => word.startsWith(beginning));
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
