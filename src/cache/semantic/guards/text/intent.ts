import { type Intent } from '../guard.js';

/** Tried in order on the words of the question, phrases already joined. */
const PATTERNS: readonly (readonly [Intent, RegExp])[] = [
  ['what', /^what (?:happens|happened|will happen|would happen|if) /],
  ['how', /(?:^| )where (?:can|do|could|should) (?:i|we|you|one) (?:find|see|view|check|look) /],
  [
    'why',
    /(?:^| )why(?: |$)|(?:^| )what(?: is| are| was)?(?: the)? (?:reasons?|causes?)(?: |$)|(?:^| )for what reason /,
  ],
  ['howmuch', /(?:^| )how much(?: |$)/],
  [
    'howlong',
    /(?:^| )how many (?:\w+ )?(?:minutes|hours|days|weeks|months|years) .{0,80}(?: for | is | lasts? )/,
  ],
  ['howsoon', /(?:^| )how many (?:\w+ )?(?:minutes|hours|days|weeks|months|years) /],
  ['howmany', /(?:^| )how many(?: |$)/],
  ['howoften', /(?:^| )how (?:often|frequently)(?: |$)/],
  [
    'howsoon',
    /(?:^| )how (?:long|soon|quickly|fast) .{0,80} (?:take|takes|taking|before|until|clear|settle|arrive)(?: |$)|(?:^| )how soon /,
  ],
  ['howlong', /(?:^| )how long(?: |$)/],
  [
    'how',
    /(?:^| )how (?:do|does|can|could|should|would|to|might|must|is|are|did|will|has|have|was|were|best|i|you|one) /,
  ],
  [
    'how',
    /(?:^| )what(?: is| are)?(?: the| a| an| some| any| my)?(?: (?:best|easiest|simplest|right|proper|correct|quickest|fastest|safest|usual|normal|recommended|good))? (?:ways?|steps?|process|procedures?|methods?|tips) /,
  ],
  ['how', /(?:^| )what (?:should|can|could|must|shall|do|does) .{1,60} (?:do|done)(?: |$)/],
  [
    'when',
    /(?:^| )(?:when|what time|what date|what day|which day|which date|what year|which year|what month|which month)(?: |$)/,
  ],
  ['when', /(?:^| )what(?: is| are| was)?(?: the| my)? (?:\w+ )?(?:date|time|deadline|cutoff)(?: |$)/],
  ['where', /(?:^| )where(?: |$)/],
  ['who', /(?:^| )(?:who|whom|whose)(?: |$)/],
  ['what', /^(?:\w+ ){0,4}(?:what|which)(?: |$)/],
  ['how', /^how(?: |$)/],
  [
    'yesno',
    /^(?:is|are|am|was|were|do|does|did|can|could|will|would|should|shall|must|may|might|has|have|had) /,
  ],
  ['yesno', /(?:^| )(?:whether|if i can|if it is) /],
];
/** Requests around a question, which ask for nothing by themselves. */
const WRAPPING =
  /^(?:(?:can|could|would|will) you |please |kindly |i would like to |i want to |i must |i wish to |let us |help me )*(?:(?:tell|explain to|explain|show|help|advise|teach|guide|inform|let|check|list|find|get|give|look|verify) (?:me|us)? ?|know |understand |learn |ask (?:you )?)+(?:please |about )?|^(?:please |hi |hello |hey |so |and |but |well |ok |also )+|^do you know |^i am (?:wondering|asking) |^i wonder /;
/** A wish before its question: `if i want to X, what should i do`. */
const WISH = /^if (?:i|you|one|we) (?:want|wish|would like|like|need|must)(?: to)? /;

export function intentOf(words: readonly string[]): Intent {
  // Bounded: the question word of a very long text stands near one of its ends.
  const text = (words.length > 120 ? [...words.slice(0, 60), ...words.slice(-60)] : words).join(' ');
  const bare = text.replace(WRAPPING, '');
  if (WISH.test(bare) && / what (?:should|can|must|do) /.test(bare)) return 'how';
  for (const [intent, pattern] of PATTERNS) if (pattern.test(`${bare} `)) return intent;
  return 'none';
}

const COMPATIBLE: ReadonlySet<string> = new Set(
  [
    ['what', 'howmuch'],
    ['what', 'howmany'],
    ['howmuch', 'howmany'],
    ['what', 'howoften'],
    ['when', 'howsoon'],
    ['howlong', 'howsoon'],
    ['howlong', 'what'],
  ].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]),
);

/** Whether one answer may fit both kinds of question, as far as that can be told from the kinds. */
export function intentsAgree(a: Intent, b: Intent): boolean {
  return a === b || a === 'none' || b === 'none' || COMPATIBLE.has(`${a} ${b}`);
}
