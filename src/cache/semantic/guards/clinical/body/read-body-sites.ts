import { type ClinicalToken, readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { NAMED_CONDITIONS } from '../tests/condition-lexicon.js';
import { BODY_SITES, EVERYDAY_SITES, NO_SITES } from './body-sites.data.js';

const SITES = new Lexicon(BODY_SITES, NO_SITES);
const EVERYDAY = new Lexicon(EVERYDAY_SITES);

const BEFORE_A_SITE = words(`
  my his her your their our patient both left right bilateral l r upper lower mid lt rt injured broken fractured
  swollen sore painful numb dislocated sprained strained bruised infected operated inner outer opposite affected
  numbness tingling swelling hurt hurts stiff burned burnt cut itchy cold clammy heavy weak
`);
const AFTER_A_SITE = words(`
  pain pains ache aches aching hurt hurts hurting injury injuries surgery swelling swollen rash spasm spasms cramp
  cramps strain sprain fracture fractures numb numbness tingling weakness stiffness stiff itch itching itchy infection
  wound cut burn burns lump lesion tumor cancer xray mri exam examination brace cast splint replacement problem
  problems trauma tension tremor tremors bleeding discomfort sore soreness tightness redness bruise deformity
  circumference lice muscle muscles
`);
/** Words that say that the part is meant where it stands behind an article: `pain in the back`, `cut on a finger`. */
const PLACES = words('in on to of around behind along under above across');
const COMPLAINTS = words(`
  pain ache aches hurt hurts rash swelling swollen numb numbness tingling cramp cramps spasm injury injured itch
  itching itchy fracture fractured broke broken cut burn burned burning wound lump bleeding sore strained pulled
  weakness tremor stiff stiffness discomfort sprain mri xray scan surgery operation bite infection cancer tumor
`);

/** The parts of the body of a question, in order. */
export const readBodySites = perText((text): readonly Mention[] => {
  const tokens = readTokens(text);
  let complaint: boolean | undefined;
  const hasComplaint = (): boolean => (complaint ??= tokens.some((token) => COMPLAINTS.has(token.text)));
  const found: Mention[] = [];
  for (let from = 0; from < tokens.length;) {
    const condition = NAMED_CONDITIONS.at(tokens, from);
    const mention = SITES.at(tokens, from) ?? everyday(tokens, from, hasComplaint);
    if (condition !== undefined && condition.to >= (mention?.to ?? 0)) from = condition.to;
    else {
      if (mention !== undefined && mention.concept !== '') found.push(mention);
      from = mention?.to ?? from + 1;
    }
  }
  return found;
});

function everyday(
  tokens: readonly ClinicalToken[],
  from: number,
  hasComplaint: () => boolean,
): Mention | undefined {
  const mention = EVERYDAY.at(tokens, from);
  if (mention === undefined) return undefined;
  const next = tokens[mention.to];
  const before = tokens[from - 1]?.text ?? '';
  // `the back of my hand` names a place of the hand, see the guard of body sides.
  if (next?.text === 'of' && mention.concept === 'back') return undefined;
  if (BEFORE_A_SITE.has(before)) return mention;
  if (next?.afterBreak === false && AFTER_A_SITE.has(next.text)) return mention;
  const place =
    before === 'the' || before === 'a' || before === 'one' ? (tokens[from - 2]?.text ?? '') : before;
  if (PLACES.has(place) && hasComplaint()) return mention;
  return before === 'the' && hasComplaint() ? mention : undefined;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
