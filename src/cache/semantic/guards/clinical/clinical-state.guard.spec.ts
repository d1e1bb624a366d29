import { readText } from '../read-text.js';
import { clinicalStateGuard } from './clinical-state.guard.js';

const PASS: readonly (readonly [string, string])[] = [
  ['type 2 diabetes diet', 'diet for diabetes type II'],
  ['T2DM diet', 'type 2 diabetes diet'],
  ['stage III cancer', 'stage 3 cancer'],
  ['stage 3b', 'stage IIIb'],
  ['grade two sprain', 'grade 2 sprain'],
  ['2nd degree burn', 'second degree burn'],
  ['noncancerous lump', 'benign lump'],
  ['malignant mole', 'cancerous mole'],
  ['post-op care', 'care after surgery'],
  ['pre-op fasting', 'preoperative fasting'],
  ['is it safe while pregnant', 'is it safe in pregnancy'],
  ['breast feeding and aspirin', 'aspirin while breastfeeding'],
  ['third trimester bleeding', 'bleeding in the 3rd trimester'],
  ['kids with asthma', 'children with asthma'],
  ['elderly people and falls', 'older adults and falls'],
  ['symptoms of flu', 'signs of flu'],
  ['signs and symptoms of sepsis', 'symptoms of sepsis'],
  ['treatment for gout', 'how is gout treated'],
  ['how to treat gout', 'gout treatments'],
  ['side effects of sertraline', 'adverse effects of sertraline'],
  ['life expectancy with copd', 'prognosis of copd'],
  ['what causes migraine', 'causes of migraine'],
  ['how is lupus diagnosed', 'diagnosis of lupus'],
  ['can gout be prevented', 'prevention of gout'],
  ['stopping sertraline', 'discontinuing sertraline'],
  ['wean off lithium', 'taper lithium'],
  ['missed a dose of the pill', 'forgot a dose of the pill'],
  ['family history of cancer', 'cancer runs in the family'],
  ['the virus that causes covid lives on steel', 'covid virus lives on steel'],
  ['r/o pneumonia', 'rule out pneumonia'],
  ['severe asthma', 'serious asthma'],
  ['men with depression', 'depression in men'],
  ['how is high blood pressure treated', 'treatment of hypertension'],
  ['ckd diet', 'chronic kidney disease diet'],
  ['when does lexapro start working', 'how long until lexapro works'],
  ['how to get rid of hiccups', 'how to cure hiccups'],
  ['is cbt effective for anxiety', 'does CBT help with anxiety'],
  ['the hyperbolic claim', 'the exaggerated claim'],
  // Ordinary words.
  ['stop my subscription', 'cancel my subscription'],
  ['start a new project', 'begin something new'],
  ['what is the cost of a transfer', 'how much is a transfer'],
  ['how do I manage my account', 'where do I handle my account'],
  ['primary school', 'elementary school'],
  ['hypothesis testing', 'testing of a hypothesis'],
  ['a hyperlink in a page', 'a link in a page'],
  ['microsoft teams', 'ms teams'],
  ['a positive answer', 'an answer that says yes'],
  ['the spread of the loan', 'the margin of the loan'],
  ['increase my limit', 'raise my limit'],
  ['which types are there', 'what kinds are there'],
  ['what am I at risk of losing', 'what could I lose'],
];

const REJECT: readonly (readonly [string, string])[] = [
  ['acute bronchitis', 'chronic bronchitis'],
  ['type 1 diabetes', 'type 2 diabetes'],
  ['t1dm diet', 't2dm diet'],
  ['type 2 diabetes', 'diabetes'],
  ['stage 3 ckd', 'stage 4 ckd'],
  ['stage 3a ckd', 'stage 3b ckd'],
  ['grade 1 sprain', 'grade 3 sprain'],
  ['first degree burn', 'third degree burn'],
  ['systolic heart failure', 'diastolic heart failure'],
  ['fasting glucose', 'random glucose'],
  ['fasting glucose', 'postprandial glucose'],
  ['ibuprofen while pregnant', 'ibuprofen while breastfeeding'],
  ['first trimester bleeding', 'second trimester bleeding'],
  ['fever in adults', 'fever in children'],
  ['fever in infants', 'fever in children'],
  ['stroke in men', 'stroke in women'],
  ['falls in the elderly', 'falls in adults'],
  ['hypokalemia', 'hyperkalemia'],
  ['hypocalcaemia signs', 'hypercalcaemia signs'],
  ['tachycardia', 'bradycardia'],
  ['benign tumor', 'malignant tumor'],
  ['primary insomnia', 'secondary insomnia'],
  ['first-line treatment of gout', 'second-line treatment of gout'],
  ['preoperative care', 'postoperative care'],
  ['viral pneumonia', 'bacterial pneumonia'],
  ['family history of depression', 'history of depression'],
  ['history of depression', 'depression'],
  ['pneumonia ruled out', 'pneumonia'],
  ['confirmed covid', 'suspected covid'],
  ['positive strep test', 'negative strep test'],
  ['symptoms of sepsis', 'treatment of sepsis'],
  ['symptoms of sepsis', 'causes of sepsis'],
  ['what is sepsis', 'what are the symptoms of sepsis'],
  ['how is lupus treated', 'how is lupus diagnosed'],
  ['prevention of gout', 'treatment of gout'],
  ['prognosis of als', 'symptoms of als'],
  ['side effects of sertraline', 'dosage of sertraline'],
  ['contraindications of sertraline', 'side effects of sertraline'],
  ['sertraline overdose', 'sertraline withdrawal'],
  ['how do I start sertraline', 'how do I stop sertraline'],
  ['increase my lithium', 'decrease my lithium'],
  ['can I take lithium', 'can I stop lithium'],
  ['crush the tablet', 'skip the tablet'],
  ['mild depression', 'severe depression'],
  ['is the pain sharp', 'is the pain dull'],
  ['pain at rest', 'pain with movement'],
  ['what triggers migraines', 'what relieves migraines'],
  ['is the client at high risk', 'is the client at low risk'],
  ['dry cough', 'wet cough'],
  ['recurrent uti', 'uti'],
  ['does the patient have asthma', 'does the mother of the patient have asthma'],
  ['high potassium', 'low potassium'],
  ['inpatient detox', 'outpatient detox'],
  ['ischemic stroke', 'hemorrhagic stroke'],
  ['my son has a fever', 'my daughter has a fever'],
];

describe('clinicalStateGuard', () => {
  it.each(PASS)('lets pass: %s | %s', (a, b) => {
    expect(clinicalStateGuard.differ(readText(a), readText(b))).toBeUndefined();
  });

  it.each(REJECT)('rejects: %s | %s', (a, b) => {
    expect(clinicalStateGuard.differ(readText(a), readText(b))).toBeDefined();
    expect(clinicalStateGuard.differ(readText(b), readText(a))).toBeDefined();
  });

  it('tells a state from what is asked', () => {
    expect(clinicalStateGuard.differ(readText('acute gout'), readText('gout'))).toEqual({
      reason: 'a clinical state is in one question only',
    });
    expect(clinicalStateGuard.differ(readText('causes of gout'), readText('treatment of gout'))).toEqual({
      reason: 'the questions ask for different things',
    });
  });
});
