import { wordSet } from './word-set.js';

/**
 * Words that hold a sentence together and say nothing of its subject. The alignment of contents passes over them;
 * the guards of negation, scope, person, tense, order and intent read those that change an answer.
 */
export const FUNCTION_WORDS = wordSet(
  'a an the this that these those such same own',
  'i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself',
  'it its itself they them their theirs themselves one ones someone somebody anyone anybody everyone everybody',
  'something anything everything who whom whose which what when where why how whether if',
  'am is are was were be been being do does did doing done have has had having will would shall should can could',
  'may might must ought cannot able possible allowed permitted permissible',
  'of in on at by for with to from into onto about as than over under through during between among against within',
  'upon per via toward towards regarding concerning around across along up down out off',
  'and or but nor so yet because since until till while although though then there here',
  'not non no never none neither nothing nobody nowhere without before after both either',
  'all any some each every other another only more most less least very too also even',
  'again still already ever else etc ahead away eventually',
);

/**
 * Words that colour a question and leave its answer as it is. `currently` and `now` are here because a question in
 * the present tense means now anyhow.
 */
export const FILLERS = wordSet(
  'please kindly hi hello hey dear thanks thank actually really truly indeed literally simply basically exactly just',
  'quite rather pretty somewhat honestly certainly surely definitely obviously apparently perhaps maybe',
  'currently presently now nowadays well ok okay sir madam guys folks anyway however therefore thus',
  'specifically generally usually typically normally properly correctly successfully',
  'asap',
  'somehow lol um uh hmm sorry wondering wonder curious',
);

/**
 * Words of asking and telling, and nouns that stand for anything: one of them in one question only is a matter of
 * wording (`show the fees`, `what are the fees`), and so is one in another's place.
 */
export const WORDING = wordSet(
  'show display find list explain describe discuss mention provide tell say know see look view',
  'way thing stuff kind type info information detail details question answer issue matter case fact',
  'idea thought introduction intro overview basics certain particular various several many much lot',
  'involve include contain belong relate concern apply seem called mean meaning definition define',
);

/**
 * Words too general to carry a subject by themselves (`get a refund`, `refund`), yet not to be put in one another's
 * place: to get is not to make, what is recommended is not required.
 */
export const LIGHT_WORDS = wordSet(
  'get give let want need like wish try help use make work do happen occur obtain receive submit keep perform handle carry',
  'exist existing available someone people person required require necessary needed recommended recommend current',
);

/**
 * What kind a thing is, said before its name or number: `customer Jane Roe`, `order A-17`. The name alone says as much.
 */
export const KINDS = wordSet(
  'customer client member patient user employee account order case ticket invoice number no id code reference ref',
  'branch flight booking reservation policy claim loan student mr mrs ms dr company city country state model version',
);

/** What somebody is asked to do for an answer: `can you check the status`. Said of nothing else before the subject. */
export const LOOKING = wordSet('check verify confirm pull fetch retrieve search look state');

/** Says again what the word before it says: a savings account is called savings. */
export const HEADS = wordSet('account accounts');

/** What a question word asks for, so that `what date` is `when` and the noun is no difference. */
export const ASKED_NOUNS: Readonly<Record<string, ReadonlySet<string>>> = {
  when: wordSet('time date day hour moment deadline cutoff schedule timing'),
  howlong: wordSet('time duration length period day days hours long last take wait'),
  howsoon: wordSet('time duration length period long take takes'),
  howmuch: wordSet(
    'limit maximum cap allowance amount price cost total sum value figure rate fee charge much pay',
  ),
  howmany: wordSet('number count amount total quantity'),
  howoften: wordSet('frequency time interval'),
  where: wordSet('place location address spot site'),
  why: wordSet('reason reasons cause causes explanation purpose'),
  who: wordSet('person people individual name'),
  how: wordSet(
    'way method step steps process procedure guide tutorial instruction instructions tip tips advice technique',
    'approach practice manner strategy walkthrough howto best good easy easiest idea recommendation',
  ),
  what: wordSet('thing things document documents item items'),
  yesno: wordSet('possible possibility'),
  none: wordSet('thing'),
};
