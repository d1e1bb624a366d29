import { readText } from '../read-text.js';
import { drugNamesGuard } from './drug-names.guard.js';

const PASS: readonly (readonly [string, string])[] = [
  ['can I take Tylenol with wine', 'can i take paracetamol with wine'],
  ['is acetaminophen safe for children', 'is paracetamol safe for children'],
  ['Zoloft and driving', 'sertraline and driving'],
  ['what does lustral do', 'What does SERTRALINE do?'],
  ['is Prozac addictive', 'is fluoxetine addictive?'],
  ['Effects of Xanax', 'effects of alprazolam'],
  ['adrenaline for anaphylaxis', 'epinephrine for anaphylaxis'],
  ['salbutamol before sport', 'albuterol before sport'],
  ['Lasix in heart failure', 'frusemide in heart failure'],
  ['HCTZ and potassium chloride', 'hydrochlorothiazide and potassium chloride'],
  ['amoxycillin in pregnancy', 'amoxicillin in pregnancy'],
  ['augmentin for a dog bite', 'co-amoxiclav for a dog bite'],
  ['cefalexin or keflex', 'keflex or cephalexin'],
  ['selective serotonin reuptake inhibitors and weight', 'SSRIs and weight'],
  ['what are benzos', 'what are benzodiazepines'],
  ['is a blood thinner needed', 'is an anticoagulant needed'],
  ['St. John\u2019s wort and sleep', 'st johns wort and sleep'],
  ['vitamin D3 in winter', 'cholecalciferol in winter'],
  ['paracétamol for fever', 'paracetamol for fever'],
  ['warfarin and ibuprofen together?', 'ibuprofen with warfarin?'],
  ['switching from sertraline to fluoxetine', 'how to switch from zoloft to prozac'],
  ['does prednisone cause insomnia', 'prednisone and insomnia'],
  ['a madeupumab infusion', 'infusion of madeupumab'],
  ['is sertralinee ok', 'sertralinee - is it ok'],
  ['valium for flying', 'diazepam for flying'],
  ['my doctor gave me flu shots', 'my doctor gave me a flu jab'],
  ['insulin glargine at night', 'lantus at night'],
  // Ordinary words.
  ['see you in April', 'see you in may'],
  ['I read it in a magazine', 'I read it in a newspaper'],
  ['is there anyone alone', 'is somebody alone'],
  ['send me spam', 'send me mail'],
  ['the cyclone was strong', 'the storm was strong'],
  ['how may I help', 'how can I help'],
  ['exam problem', 'program problem'],
  ['be creative', 'show imagination'],
  ['the singular and the plural', 'one and many'],
  ['may I accept', 'can I accept'],
  ['book a table at the inn', 'reserve a table at the inn'],
];

const REJECT: readonly (readonly [string, string])[] = [
  ['hydroxyzine for sleep', 'hydralazine for sleep'],
  ['what is Celebrex', 'what is celexa'],
  ['Lamictal rash', 'Lamisil rash'],
  ['zyprexa weight gain', 'zyrtec weight gain'],
  ['bupropion dose', 'buspirone dose'],
  ['tramadol and alcohol', 'trazodone and alcohol'],
  ['prednisone taper', 'prednisolone taper'],
  ['clonidine at night', 'clonazepam at night'],
  ['metformin in kidney disease', 'metronidazole in kidney disease'],
  ['sertraline and alcohol', 'sertraline and cannabis'],
  ['can I drink on sertraline', 'can I drink on an ssri'],
  ['is an SSRI addictive', 'is an SNRI addictive'],
  ['Adderall vs Ritalin', 'adderall vs vyvanse'],
  ['how does the medicine work', 'how does lithium work'],
  ['lisinopril cough', 'losartan cough'],
  ['citalopram withdrawal', 'escitalopram withdrawal'],
  ['methylphenidate and sleep', 'dexmethylphenidate and sleep'],
  ['venlafaxine in pregnancy', 'desvenlafaxine in pregnancy'],
  ['sertraline is safe', 'sertralin is safe'],
  ['hydroxizine at night', 'hydralazne at night'],
  // Named by no table; read by their endings.
  ['zofenopril cough', 'moexipril cough'],
  ['fooxetine weight', 'baroxetine weight'],
  ['what is secukinumab', 'what is ixekizumab'],
  ['erlotinib rash', 'gefitinib rash'],
  ['alogliptin cost', 'saxagliptin cost'],
  ['cefixime for children', 'cefpodoxime for children'],
  ['naratriptan works', 'almotriptan works'],
  ['switch from sertraline to fluoxetine', 'switch from fluoxetine to sertraline'],
  ['take aspirin before warfarin', 'take aspirin after warfarin'],
  ['flu shot soreness', 'shingles vaccine soreness'],
  ['ozempic nausea', 'mounjaro nausea'],
  ['wellbutrin to stop smoking', 'zyban to stop smoking'],
  ['novolog with lunch', 'levemir with lunch'],
  ['beta blocker for stage fright', 'propranolol for stage fright'],
  ['is percocet strong', 'is oxycodone strong'],
  ['vitamin b12 lack', 'vitamin d lack'],
  ['XANAX', 'zantac'],
  ['Claritin-D', 'claritin'],
  ['does the patient smoke', 'does the patient drink'],
  ['with grapefruit', 'with milk'],
  ['antidepressant and sun', 'antipsychotic and sun'],
];

describe('drugNamesGuard', () => {
  it.each(PASS)('lets pass: %s | %s', (a, b) => {
    expect(drugNamesGuard.differ(readText(a), readText(b))).toBeUndefined();
  });

  it.each(REJECT)('rejects: %s | %s', (a, b) => {
    expect(drugNamesGuard.differ(readText(a), readText(b))).toBeDefined();
    expect(drugNamesGuard.differ(readText(b), readText(a))).toBeDefined();
  });

  it('names the difference without the words of the questions', () => {
    const oneSided = drugNamesGuard.differ(readText('sertraline at night'), readText('tea at night'));
    const different = drugNamesGuard.differ(readText('sertraline at night'), readText('lithium at night'));
    expect(oneSided).toEqual({ reason: 'a drug is in one question only' });
    expect(different).toEqual({ reason: 'the drugs differ' });
  });
});
