const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'sold:sell bought:buy went:go gone:go goes:go took:take taken:take gave:give given:give got:get gotten:get ' +
    'made:make paid:pay sent:send lost:lose found:find held:hold kept:keep left:leave met:meet told:tell ' +
    'thought:think taught:teach caught:catch brought:bring fought:fight sought:seek built:build spent:spend ' +
    'lent:lend bent:bend meant:mean felt:feel dealt:deal slept:sleep knew:know known:know grew:grow grown:grow ' +
    'threw:throw thrown:throw drew:draw drawn:draw drove:drive driven:drive wrote:write written:write rode:ride ' +
    'ridden:ride rose:rise risen:rise chose:choose chosen:choose broke:break broken:break spoke:speak ' +
    'spoken:speak stole:steal stolen:steal froze:freeze frozen:freeze woke:wake woken:wake ate:eat eaten:eat ' +
    'beat:beat beaten:beat forgot:forget forgotten:forget hid:hide hidden:hide bit:bite bitten:bite saw:see ' +
    'seen:see began:begin begun:begin ran:run swam:swim swum:swim drank:drink drunk:drink sang:sing sung:sing ' +
    'rang:ring rung:ring won:win led:lead fed:feed bled:bleed became:become came:come fell:fall fallen:fall ' +
    'flew:fly flown:fly stood:stand understood:understand said:say sat:sit wore:wear worn:wear tore:tear ' +
    'torn:tear swore:swear sworn:swear shot:shoot hung:hang stuck:stick struck:strike shown:show withdrew:withdraw ' +
    'withdrawn:withdraw swallowed:swallow overdrawn:overdraw ' +
    'children:child men:man women:woman feet:foot teeth:tooth mice:mouse geese:goose lives:life wives:wife ' +
    'knives:knife leaves:leave halves:half shelves:shelf wolves:wolf calves:calf people:people data:data ' +
    'criteria:criterion phenomena:phenomenon indices:index matrices:matrix vertices:vertex analyses:analysis ' +
    'diagnoses:diagnosis crises:crisis hypotheses:hypothesis news:news daily:day colour:color favourite:favorite ' +
    'favour:favor behaviour:behavior honour:honor labour:labor neighbour:neighbor centre:center theatre:theater ' +
    'litre:liter metre:meter kilometre:kilometer catalogue:catalog dialogue:dialog programme:program cheque:check ' +
    'licence:license defence:defense offence:offense tyre:tire aluminium:aluminum grey:gray organise:organiz ' +
    'jewellery:jewelry mould:mold tries:try tried:try flies:fly cries:cry cried:cry dries:dry dried:dry lies:lie ties:tie tied:tie costly:costly used:use owed:owe died:die tumour:tumor anaemia:anemia diarrhoea:diarrhea paediatric:pediatric'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Verbs in -ise that are also written -ize. */
const ISE =
  /^(organ|recogn|author|custom|optim|minim|maxim|apolog|summar|personal|final|priorit|util|real|special|steril|immun|hospital|categor|normal|initial|visual|anal)(?:is|ys)/;

/**
 * A word without its inflection: plural, -ed, -ing, -ly and a final e. Not a stem of derivation: `relate` and
 * `relative`, `importing` and `important` stay apart, which they do not under Porter's rules.
 */
export function stem(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return ending(irregular);
  if (word.length <= 3) return word;
  let result = word;
  if (result.endsWith('s')) {
    if (/(?:ss|x|ch|sh|z)es$/.test(result)) result = result.slice(0, -2);
    else if (!/(?:ss|us|is)$/.test(result)) result = result.slice(0, -1);
    const base = IRREGULAR.get(result);
    if (base !== undefined) return ending(base);
  }
  if (result.length >= 5 && result.endsWith('ied')) result = result.slice(0, -1);
  else if (result.length >= 5 && /[aeiouy].*ed$/.test(result) && !result.endsWith('eed')) {
    result = undouble(result.slice(0, -2));
  } else if (result.length >= 6 && /[aeiouy].*ing$/.test(result)) result = undouble(result.slice(0, -3));
  else if (result.length >= 6 && result.endsWith('ly')) result = result.slice(0, -2);
  return ending(result);
}

function undouble(base: string): string {
  return /([bdfgmnprtv])\1$/.test(base) ? base.slice(0, -1) : base;
}

function ending(base: string): string {
  const american = ISE.test(base) ? base.replace(ISE, '$1iz') : base;
  // movie, movies; apply, applied: one ending for all.
  if (/[^aeiou](?:y|ie)$/.test(american) && american.length > 3) return american.replace(/(?:y|ie)$/, 'i');
  if (american.length > 3 && american.endsWith('e') && !american.endsWith('ee')) return american.slice(0, -1);
  if (american.length > 3 && american.endsWith('ll')) return american.slice(0, -1);
  return american;
}
