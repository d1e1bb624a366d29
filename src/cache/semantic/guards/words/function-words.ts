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
  'not no never none neither nothing nobody nowhere without before after both either',
  'all any some each every other another only more most less least very too also even',
  'again still already ever else etc',
);

/**
 * Words that colour a question and leave its answer as it is. `currently` and `now` are here because a question in
 * the present tense means now anyhow.
 */
export const FILLERS = wordSet(
  'please kindly hi hello hey dear thanks thank actually really truly indeed literally simply basically exactly just',
  'quite rather pretty somewhat honestly certainly surely definitely obviously apparently perhaps maybe possibly',
  'currently presently now nowadays well ok okay sir madam team guys folks anyway however therefore thus',
  'specifically generally usually typically normally properly correctly successfully easily eventually',
  'ahead away asap immediately quickly soon',
  'somehow lol um uh hmm sorry wondering wonder curious',
);

/**
 * Words too general to carry a subject: one of them in one question only is a matter of wording
 * (`get a refund`, `refund`). They are compared all the same where they stand for one another in one place.
 */
export const LIGHT_WORDS = wordSet(
  'get give tell know see look let go come take put want need like wish try help use make work do happen occur say',
  'show display find list explain describe discuss mention provide view obtain receive submit',
  'involve include contain relate concern apply seem keep perform handle carry',
  'way thing stuff kind type info information detail details question answer issue matter case fact',
  'available existing exist certain particular various several many much lot',
  'idea thought introduction intro overview basics someone people person',
  'required require necessary needed recommended recommend',
  'current name called mean meaning definition define',
);

/** What a question word asks for, so that `what date` is `when` and the noun is no difference. */
export const ASKED_NOUNS: Readonly<Record<string, ReadonlySet<string>>> = {
  when: wordSet('time date day hour moment deadline cutoff schedule timing'),
  howlong: wordSet('time duration length period day days hours long last take wait'),
  howmuch: wordSet('amount price cost total sum value figure rate fee charge much pay'),
  howmany: wordSet('number count amount total quantity'),
  howoften: wordSet('frequency time interval'),
  where: wordSet('place location address spot site'),
  why: wordSet('reason cause explanation purpose'),
  who: wordSet('person people individual name'),
  how: wordSet(
    'way method step steps process procedure guide tutorial instruction instructions tip tips advice technique',
    'approach practice manner strategy walkthrough howto best good easy easiest idea recommendation',
  ),
  what: wordSet('thing things document documents item items'),
  yesno: wordSet('possible possibility'),
  none: wordSet('thing'),
};
