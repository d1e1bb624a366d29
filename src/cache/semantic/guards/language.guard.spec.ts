import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { languageGuard } from './language.guard.js';

describeGuard(languageGuard, {
  differ: [
    ...pairsOf(`
      Wie kann ich mein Konto schließen? | Wie schließe ich mein Konto?
      Wie kann ich mein Konto schließen? | Wie kann ich mein Konto nicht schließen?
      Wann ist die Bank geöffnet? | When is the bank open?
      Comment fermer mon compte ? | Comment ouvrir mon compte ?
      ¿Cómo cierro mi cuenta? | ¿Cómo abro mi cuenta?
      Come posso chiudere il mio conto? | Come posso aprire il mio conto?
      Como posso fechar a minha conta? | Como posso abrir a minha conta?
      Hoe sluit ik mijn rekening? | Hoe open ik mijn rekening?
      Jak zamknąć konto? | Jak otworzyć konto?
      Как закрыть счёт? | Как открыть счёт?
      如何关闭我的账户？ | 如何打开我的账户？
      口座を閉じる方法は？ | 口座を開く方法は？
      كيف أغلق حسابي؟ | كيف أفتح حسابي؟
      איך סוגרים חשבון? | איך פותחים חשבון?
      मैं खाता कैसे बंद करूँ? | मैं खाता कैसे खोलूँ?
      계좌를 어떻게 닫나요? | 계좌를 어떻게 여나요?
      Hesabımı nasıl kapatırım? | Hesabımı nasıl açarım?
      Hur stänger jag mitt konto? | Hur öppnar jag mitt konto?
      Bagaimana cara menutup akun saya? | Bagaimana cara membuka akun saya?
      Πώς κλείνω τον λογαριασμό; | Πώς ανοίγω τον λογαριασμό;
      Puis-je prendre 5 mg le matin ? | Puis-je prendre 10 mg le matin ?
      Is der Zug late? | Is the train late?
    `),
    ...framed('Was kostet {} für die Karte?', 'das | dass'),
  ],
  pass: pairsOf(`
    Wie kann ich mein Konto schließen? | wie kann ich mein konto schließen
    Comment fermer mon compte ? | comment fermer mon compte
    ¿Cómo cierro mi cuenta? | ¿CÓMO CIERRO MI CUENTA?
    如何关闭我的账户？ | 如何关闭我的账户?
    Как закрыть счёт? | как закрыть счёт
    Where is the café? | Where's the café?
    What does naïve mean? | what is the meaning of naïve
  `),
});
