import { wordSet } from '../words/word-set.js';
import { FUNCTION_WORDS } from '../words/function-words.js';
import { type Language } from '../guard.js';

/** Frequent small words of other languages in Latin letters that are no English words. */
const FOREIGN = wordSet(
  // German, Dutch
  'der das und ist nicht ein eine einen einer kein keine ohne wie wann wer wo warum welche welcher ich sie wir mit für',
  'auf mein meine bei nach zum zur wird werden kann muss het een niet geen zonder hoe wanneer waarom mijn voor naar',
  'dat wij wat zijn bij kan ik',
  // French
  'le la les une des du et est sont pas sans comment quand où pourquoi quel quelle quels quelles je vous nous mon ma',
  'mes pour avec dans sur qui que puis-je peut faut ne aux cette ces votre combien',
  // Spanish, Portuguese, Italian
  'el los las un una unos del y es son sin cómo como cuándo cuando dónde donde qué quién cuál cuánto mi mis para por con',
  'puedo puede está están hay muy o os um uma uns não nao sem onde quem qual quanto meu minha meus para posso pode',
  'il lo gli uno di che è sono non senza come quando dove perché chi quale mio mia per con posso può della dello nel',
  'al e se su más mais più também também également anche también',
  // Polish, Czech, Turkish, Swedish, Danish, Norwegian, Indonesian
  'jak nie bez czy gdzie kiedy dlaczego jest są mój moja moje się na do w z i nebo není bir ve değil nasıl ne neden',
  'nerede için var yok mı mi mu och är inte utan hur när varför vem min mitt jag att det som på af og ikke uden',
  'hvordan hvornår hvorfor hvem jeg til tidak tanpa bagaimana kapan mengapa siapa saya dan yang untuk di',
);
/** Small words of another language that English sentences have as well: not counted. */
const SHARED = wordSet(
  'a i o e y w z do on in an or no me he is so was as at die les min per via non son un con sin come al la su se la el del il i lo na var kan mi ma mes ne non who wit dan di',
);

/** English only where the script and the small words say so; what cannot be told is English if it is plain ASCII. */
export function languageOf(text: string, words: readonly string[]): Language {
  let latin = 0;
  let other = 0;
  const plain = /^\p{ASCII}*$/u.test(text);
  if (plain) latin = /[a-z]/i.test(text) ? 1 : 0;
  for (const letter of plain ? '' : text) {
    if (letter < '\u0080') {
      if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) latin++;
    } else if (/\p{L}/u.test(letter)) {
      // One café is English all the same; the Greek of units and formulas also.
      if (/[µμπΩΔ]/u.test(letter)) continue;
      if (/\p{Script=Latin}/u.test(letter)) latin++;
      else other++;
    }
  }
  // Numbers and codes alone are of no language; signs of a script without letters are not English.
  if (other > 0 || (latin === 0 && words.length === 0)) return 'other';
  let english = 0;
  let foreign = 0;
  for (const word of words) {
    if (FUNCTION_WORDS.has(word)) english++;
    else if (FOREIGN.has(word) && !SHARED.has(word)) foreign++;
  }
  if (foreign > 0 && foreign * 2 >= english) return 'other';
  return english === 0 && /[^\p{ASCII}‘’“”–—…°€£¥₹µ×→≥≤•™®©]/u.test(text) ? 'other' : 'english';
}
