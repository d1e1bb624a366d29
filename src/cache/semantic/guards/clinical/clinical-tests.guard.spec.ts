import { readText } from '../read-text.js';
import { clinicalTestsGuard } from './clinical-tests.guard.js';

const PASS: readonly (readonly [string, string])[] = [
  ['MRI of the knee', 'magnetic resonance imaging of the knee'],
  ['CAT scan results', 'ct results'],
  ['EKG result', 'ecg result'],
  ['HbA1c of 7', 'a1c of 7'],
  ['fasting blood sugar', 'fasting glucose'],
  ['PHQ-9 score', 'phq9 score'],
  ['GAD-7 over time', 'gad 7 over time'],
  ['full blood count', 'CBC'],
  ['liver function tests', 'LFTs'],
  ['xray of my wrist', 'X-ray of my wrist'],
  ['chest x-ray', 'CXR'],
  ['bp readings', 'blood pressure readings'],
  ['pulse ox at home', 'oxygen saturation at home'],
  ['CBT for teachers', 'cognitive behavioural therapy for teachers'],
  ['is cognitive behavioral therapy useful', 'is CBT useful'],
  ['PTSD group', 'post-traumatic stress disorder group'],
  ['posttraumatic stress', 'ptsd'],
  ['ADHD coaching', 'attention deficit hyperactivity disorder coaching'],
  ['MDD criteria', 'major depressive disorder criteria'],
  ['high blood pressure and salt', 'hypertension and salt'],
  ['heart attack in women', 'myocardial infarction in women'],
  ['kidney stones', 'renal calculi'],
  ['OCD and family', 'obsessive-compulsive disorder and family'],
  ['what happened in the last session', 'what happened in the previous session'],
  ['most recent visit', 'last visit'],
  ['her last therapy session', 'her most recent session'],
  ['next appointment', 'upcoming appointment'],
  ['treatment plan goals', 'goals of the care plan'],
  ['does anxiety cause insomnia', 'is insomnia caused by anxiety'],
  ['covid-19 and pets', 'coronavirus and pets'],
  ['suicidal thoughts', 'suicidal ideation'],
  ['pink eye', 'conjunctivitis'],
  // Ordinary words.
  ['I feel blue', 'I feel sad'],
  ['it is cold', 'it is chilly'],
  ['make the bed', 'tidy the bedroom'],
  ['add a user', 'create a user'],
  ['this shirt does not fit me', 'the shirt is too small for me'],
  ['plan a trip to Rome', 'organise a trip to Rome'],
  ['I plan to travel', 'I intend to travel'],
  ['show me sympathy', 'be kind to me'],
  ['my university diploma', 'my university degree'],
  ['an instagram photo', 'a photo'],
  ['what time is my session tomorrow', 'when is tomorrow\u2019s session'],
  ['does the trigger affect me', 'does the trigger matter to me'],
  ['act now', 'do it now'],
  ['what Thomas composes', 'the works of Thomas'],
  ['my program closes', 'the application ends'],
  ['hi there', 'hello there'],
  ['the cage of a bird', 'bird housing'],
  ['what is my weight plan at the gym called in this app', 'name of the weight program in this app'],
  ['the last page', 'the final page'],
];

const REJECT: readonly (readonly [string, string])[] = [
  ['MRI of the knee', 'CT of the knee'],
  ['mri of the knee', 'knee'],
  ['HbA1c target', 'glucose target'],
  ['PHQ-9 score', 'GAD-7 score'],
  ['phq9', 'phq2'],
  ['LDL goal', 'HDL goal'],
  ['AST high', 'ALT high'],
  ['TSH level', 'free t4 level'],
  ['sodium level', 'potassium level'],
  ['ECG', 'EEG'],
  ['colonoscopy prep', 'endoscopy prep'],
  ['biopsy result', 'ultrasound result'],
  ['CBT for insomnia', 'DBT for insomnia'],
  ['EMDR works', 'ECT works'],
  ['cbc result', 'cmp result'],
  ['depression test', 'anxiety test'],
  ['ADHD in adults', 'ADD in adults'],
  ['PTSD vs cptsd', 'ptsd'],
  ['bipolar 1', 'bipolar 2'],
  ['bipolar disorder', 'borderline personality disorder'],
  ['panic attack', 'heart attack'],
  ['hypothyroidism diet', 'hyperthyroidism diet'],
  ['hepatitis B shot', 'hepatitis C shot'],
  ['psychosis', 'neurosis or mania'],
  ['anorexia', 'bulimia'],
  ['osteoarthritis', 'rheumatoid arthritis'],
  ['crohns diet', 'celiac diet'],
  ['stroke signs', 'TIA signs'],
  ['flu or cold', 'covid or cold'],
  ['nephrectomy', 'splenectomy'],
  ['what is uveitis', 'what is iritis'],
  ['write a SOAP note', 'write a DAP note'],
  ['couples session notes', 'individual session notes'],
  ['progress towards the goals of the session', 'goals of the session'],
  ['otitis media', 'otitis externa'],
  ['hearing loss', 'vision loss'],
  ['blood in urine', 'blood in stool'],
  ['weight loss', 'weight gain'],
  ['ICD code for depression', 'CPT code for depression'],
  ['kidney disease', 'chronic kidney disease'],
  ['laparoscopy', 'arthroscopy'],
  ['neuralgia', 'myalgia'],
  ['suicide attempt', 'suicidal ideation'],
  ['subjective section of the note', 'objective section of the note'],
  ['what was the assessment', 'what was the plan'],
  ['soap note assessment', 'soap note plan'],
  ['first session summary', 'last session summary'],
  ['last session', 'next session'],
  ['session 3', 'session 4'],
  ['last two sessions', 'last three sessions'],
  ['intake note', 'discharge note'],
  ['the intake', 'the discharge summary'],
  ['notes of today\u2019s session', 'notes of yesterday\u2019s session'],
  ['treatment plan', 'safety plan'],
  ['does anxiety cause depression', 'does depression cause anxiety'],
  ['depression after stroke', 'stroke after depression'],
  ['mental status exam', 'risk assessment'],
];

describe('clinicalTestsGuard', () => {
  it.each(PASS)('lets pass: %s | %s', (a, b) => {
    expect(clinicalTestsGuard.differ(readText(a), readText(b))).toBeUndefined();
  });

  it.each(REJECT)('rejects: %s | %s', (a, b) => {
    expect(clinicalTestsGuard.differ(readText(a), readText(b))).toBeDefined();
    expect(clinicalTestsGuard.differ(readText(b), readText(a))).toBeDefined();
  });

  it('names the difference without the words of the questions', () => {
    expect(clinicalTestsGuard.differ(readText('MRI'), readText('scan'))).toEqual({
      reason: 'a test, condition or session is in one question only',
    });
    expect(clinicalTestsGuard.differ(readText('MRI'), readText('CT'))).toEqual({
      reason: 'the tests, conditions or sessions differ',
    });
  });
});
