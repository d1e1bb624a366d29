import { stem } from '../text/stem.js';
import { wordGroups } from './word-set.js';

/**
 * Words of general English that answer to one another in a question, one group a line. A word is in one group only;
 * what is a synonym in some trade only (a `fee` is not a `price`, a `limit` not a `balance`) is left out: a missing
 * group costs a miss, a wrong one a wrong answer.
 */
const GROUPS = wordGroups(`
  begin start commence initiate
  end finish conclude
  stop halt cease quit
  buy purchase
  delete remove erase wipe
  change modify alter edit update amend
  fix repair resolve solve troubleshoot rectify
  help assist aid
  ask enquire inquire request
  show display view see
  explain describe clarify elaborate explanation
  find locate
  choose select pick
  make create build produce
  construct assemble
  earn gain
  obtain get acquire receive
  booking reservation
  undo revert
  penalty punishment
  trouble difficulty
  nearest closest
  item product
  discuss debate
  deliver ship dispatch
  reach arrive
  leave depart
  stay remain
  allow permit let
  forbid ban prohibit
  prevent avoid avert
  protect safeguard
  need require necessary
  want wish desire
  happen occur
  handle manage deal cope
  tackle overcome
  reduce decrease lower lessen cut diminish
  increase raise boost
  improve enhance
  verify confirm validate
  check inspect examine
  replace substitute swap
  connect link
  disconnect unlink
  register enrol enroll signup
  login signin logon
  logout signout logoff
  terminate discontinue cancel
  enable activate
  disable deactivate
  waive waived
  reimburse refund repay
  qualify eligible eligibility
  calculate compute
  estimate approximate
  guess speculate
  fetch retrieve
  store save
  copy duplicate
  send transmit
  move transfer
  travel journey
  trip voyage
  vacation holiday
  job position occupation
  employee worker
  salary wage
  coworker colleague
  doctor physician
  illness disease sickness
  ill sick unwell
  medicine medication drug
  pill tablet
  child kid
  baby infant
  teenager teen adolescent
  mother mom mum
  father dad
  newborn neonate
  person individual
  people folks persons
  car automobile
  bicycle bike
  plane airplane aircraft
  film movie flick
  picture image photo photograph
  tv television
  phone telephone
  mobile cellphone
  lawyer attorney solicitor
  petrol gasoline
  luggage baggage
  garbage trash rubbish
  purse wallet
  couch sofa
  big large huge
  small little tiny
  quick fast rapid speedy
  slow sluggish
  easy simple effortless
  hard difficult tough
  cheap inexpensive affordable budget
  expensive costly pricey
  rich wealthy affluent
  happy joyful glad cheerful
  sad unhappy sorrowful
  angry furious
  smart intelligent clever
  stupid dumb unintelligent
  brave courageous
  afraid scared fearful frightened
  shy timid
  humble modest
  outspoken vocal
  calm relaxed
  anxious worried nervous
  famous renowned well-known
  strange odd weird
  beautiful lovely gorgeous
  ugly hideous
  strong powerful
  weak feeble
  healthy wholesome
  dangerous hazardous unsafe
  safe secure
  legal lawful
  illegal unlawful
  correct accurate
  wrong incorrect
  error mistake
  fault defect
  bug glitch
  broken faulty
  old elderly aged
  newest latest
  religious devout
  secular nonreligious
  optimistic hopeful
  honest truthful
  polite courteous
  rude impolite
  cautious careful prudent
  impatient intolerant
  lazy idle
  confident self-assured
  friendly amiable
  cruel merciless
  generous giving
  greedy selfish
  important significant crucial
  main primary principal chief
  best top greatest premier finest
  favorite favourite preferred
  popular well-liked
  price cost
  fee charge
  discount rebate
  bill invoice
  limit cap
  deadline cutoff
  amount sum
  way method approach technique
  tip advice suggestion recommendation guidance pointer hint
  guide tutorial walkthrough howto
  introduction intro overview
  example instance
  rule regulation
  policy guideline
  requirement prerequisite
  difference distinction comparison compare comparing versus vs
  benefit advantage pro
  drawback disadvantage con downside
  effect impact consequence
  cause reason
  purpose aim goal objective
  result outcome
  task assignment
  document paperwork
  location place
  country nation
  area region
  world globe earth
  ocean sea
  road street
  home house
  company firm corporation corp
  organization organisation
  author writer
  speech talk
  conversation chat
  gathering get-together
  snack nibble
  month monthly
  day daily
  week weekly
  hour hourly
  tomorrow tmrw
  weekend wkend
  config configuration configure setup
  app application
  repo repository
  db database
  doc documentation docs
  js javascript
  ts typescript
  py python
  k8s kubernetes
  postgres postgresql
  usa america
  uk britain
  covid coronavirus corona covid19
  info information
  ad advertisement advert
  exam examination
  lab laboratory
  uni university
  scholarship bursary
  beginner newbie novice newcomer
  expert specialist
  trick hack
  habit routine
  fear dread
  anxiety nervousness
  tired exhausted fatigued
  sleepy drowsy
  fat overweight obese
  thin slim skinny
  visible noticeable
  invisible unnoticeable
  spread diffuse
  risk danger
  die decease
  dead deceased
  mitigate alleviate
  masterpiece masterwork
  documentary docu
  streaming stream
  inspirational motivational
  newsletter mailing
  coupon voucher
  parcel package
  postpone delay defer
  reschedule rebook
  accept approve
  reject decline refuse deny
  withdraw withdrawal
  freeze suspend
  expire lapse expiry expiration
  hereditary inherited heritable
  mature maturity
  owe owing
  taxable tax
  temporary provisional
  free complimentary gratis
  mandatory compulsory obligatory
  optional voluntary
  automatic automatically
  manual manually
  unlimited limitless
  simultaneous simultaneously
`);

const CONCEPTS: ReadonlyMap<string, string> = readGroups();

/** What a word's group is called by; the word's own stem where it is in none. */
export function conceptOf(stemmed: string): string {
  return CONCEPTS.get(stemmed) ?? stemmed;
}

function readGroups(): Map<string, string> {
  const concepts = new Map<string, string>();
  for (const group of GROUPS) {
    const stems = group.map(stem);
    const concept = stems[0] as string;
    for (const each of stems) if (!concepts.has(each)) concepts.set(each, concept);
  }
  return concepts;
}
