import { stem } from '../text/stem.js';
import { conceptOf } from './synonyms.js';

/**
 * Pairs of which one turns an answer round. General English: switches, directions, degrees, and adjectives that are
 * each other's contrary. Both orders hold; the synonyms of each word are included.
 */
const PAIRS = `
start stop|open close|enable disable|activate deactivate|lock unlock|freeze unfreeze|block unblock|add remove
increase decrease|raise lower|rise fall|grow shrink|expand collapse|gain lose|win lose|buy sell|borrow lend
import export|upload download|push pull|send receive|enter exit|login logout|register unregister
subscribe unsubscribe|follow unfollow|install uninstall|mount unmount|connect disconnect|attach detach
include exclude|insert delete|accept reject|approve deny|allow forbid|permit prohibit|grant revoke|hire fire
encrypt decrypt|encode decode|compress decompress|zip unzip|pack unpack|wrap unwrap|lead follow|show hide
mute unmute|pin unpin|archive unarchive|merge split|join leave|arrive depart|deposit withdraw|earn spend
save spend|credit debit|pass fail|succeed fail|remember forget|love hate|like dislike|agree disagree|trust distrust
appear disappear|improve worsen|heal harm|help hurt|cause prevent|strengthen weaken|tighten loosen|fill empty
charge discharge|admit discharge|inhale exhale|ascend descend|accelerate decelerate|immigrate emigrate
more less|most least|many few|much little|maximum minimum|max min|maximal minimal|highest lowest|high low
higher lower|large small|larger smaller|largest smallest|long short|longer shorter|longest shortest|tall short
old young|older younger|oldest youngest|old new|oldest newest|oldest latest|early late|earlier later
earliest latest|first last|previous next|past future|former latter|fast slow|faster slower|fastest slowest
cheap expensive|cheaper costlier|cheapest dearest|good bad|better worse|best worst|hot cold|warm cool|wet dry
hard soft|heavy light|thick thin|wide narrow|deep shallow|strong weak|rich poor|hard easy|difficult easy
positive negative|optimistic pessimistic|safe dangerous|legal illegal|visible invisible|happy sad|brave cautious
brave fearful|confident shy|confident insecure|religious secular|smart stupid|beautiful ugly|polite rude
honest dishonest|kind cruel|generous greedy|patient impatient|active passive|active inactive|public private
internal external|inner outer|inbound outbound|incoming outgoing|domestic international|local remote|front back
inside outside|indoor outdoor|upper lower|top bottom|left right|north south|east west|northern southern
eastern western|up down|upstream downstream|upgrade downgrade|over under|above below|before after|on off|in out
with without|to from|atleast atmost|ascending descending|asc desc|forward backward|horizontal vertical
static dynamic|synchronous asynchronous|sync async|manual automatic|permanent temporary|mandatory optional
full empty|full partial|complete incomplete|simple complex|single multiple|single married|male female|man woman
boy girl|husband wife|mother father|son daughter|brother sister|aunt uncle|king queen|parent child|buyer seller
sender recipient|sender receiver|employer employee|landlord tenant|borrower lender|teacher student|payer payee
debtor creditor|client server|frontend backend|input output|read write|reader writer|question answer|asset liability
profit loss|revenue expense|income expense|supply demand|surplus deficit|acute chronic|benign malignant
birth death|alive dead|live dead|day night|morning evening|am pm|summer winter|spring autumn|sunrise sunset
dark light|black white|raw cooked|fresh frozen|formal informal|dark bright|systolic diastolic|arrival departure
pickup delivery|pickup dropoff|prepaid postpaid|gross net|wholesale retail|fixed variable|synonym antonym
advantage disadvantage|benefit drawback|strength weakness|same different|similar different|true false|right wrong
correct wrong|present absent|available unavailable|always never|often rarely|often seldom|all none|everyone nobody
everything nothing|inclusive exclusive|online offline|sender addressee|offence defence|encourage discourage
`;

const OPPOSITES: ReadonlySet<string> = readPairs();

/** Whether two concepts stand in the list as each other's opposite. */
export function areOpposites(a: string, b: string): boolean {
  return OPPOSITES.has(a < b ? `${a} ${b}` : `${b} ${a}`);
}

function readPairs(): Set<string> {
  const pairs = new Set<string>();
  for (const pair of PAIRS.trim().split(/[|\n]/)) {
    const [a = '', b = ''] = pair.split(' ').map((word) => conceptOf(stem(word)));
    pairs.add(a < b ? `${a} ${b}` : `${b} ${a}`);
  }
  return pairs;
}

const NEGATING_PREFIXES = ['un', 'in', 'im', 'il', 'ir', 'dis', 'non', 'de', 'mis', 'a', 'anti', 'counter'];

/** Whether one word is the other with a prefix (or -less for -ful) that turns it round: eligible, ineligible. */
export function negatesByForm(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.endsWith(short)) {
    const prefix = long.slice(0, long.length - short.length);
    return NEGATING_PREFIXES.includes(prefix);
  }
  return long.length >= 6 && /(?:less|ful)$/.test(long) && /(?:less|ful)$/.test(short)
    ? long.replace(/(?:less|ful)$/, '') === short.replace(/(?:less|ful)$/, '')
    : long.endsWith('less') && long.slice(0, -4) === short;
}
