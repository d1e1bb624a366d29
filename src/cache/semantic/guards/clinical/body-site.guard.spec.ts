import { readText } from '../read-text.js';
import { bodySiteGuard } from './body-site.guard.js';

const PASS: readonly (readonly [string, string])[] = [
  ['kidney function', 'renal function'],
  ['cardiac rehab', 'heart rehab'],
  ['liver damage', 'hepatic damage'],
  ['gastric emptying', 'stomach emptying'],
  ['tummy bug', 'stomach bug'],
  ['shin pain', 'tibia pain'],
  ['pulmonary nodule', 'lung nodule'],
  ['belly ache', 'abdominal ache'],
  ['womb scan', 'uterus scan'],
  ['kneecap pain', 'patella pain'],
  ['broken collarbone', 'clavicle fracture'],
  ['low back pain', 'lumbar pain'],
  ['tailbone bruise', 'coccyx bruise'],
  ['oesophageal spasm', 'esophagus spasm'],
  ['throat pain', 'pain in the throat'],
  ['back pain', 'pain in my back'],
  ['hand numbness', 'numbness in my hands'],
  ['my feet hurt', 'foot pain'],
  ['my head hurts', 'pain in my head'],
  ['L4-L5 disc', 'disc L4/5'],
  ['C5-C6 herniation', 'herniation at c5/c6'],
  ['tooth 14', 'tooth number 14'],
  ['2nd finger', 'second finger'],
  ['heart attack signs', 'MI signs'],
  ['kidney stones', 'nephrolithiasis'],
  ['stomach ulcer diet', 'peptic ulcer diet'],
  ['knees and ankles', 'ankle and knee'],
  ['skin graft', 'cutaneous graft'],
  ['taken by mouth', 'taken orally'],
  ['blood pressure', 'bp'],
  ['LFTs', 'liver function tests'],
  ['chest x-ray', 'CXR'],
  ['heart rate', 'pulse'],
  // Ordinary words.
  ['on the other hand I like it', 'but I like it'],
  ['get my money back', 'get a refund of my money'],
  ['please call back', 'please call'],
  ['the head of the clinic', 'the director of the clinic'],
  ['let us face it', 'let us be honest'],
  ['I know it by heart', 'I know it well'],
  ['joint account', 'shared account'],
  ['wear a face mask', 'wear a mask'],
  ['nail the interview', 'do well in the interview'],
  ['I feel blue', 'I feel down'],
  ['it is cold today', 'today is chilly'],
  ['a leg of the journey', 'a part of the journey'],
  ['come back tomorrow', 'return tomorrow'],
  ['ten feet tall', '10 ft tall'],
  ['use hand sanitizer', 'use sanitizer'],
  ['the sole owner', 'the only owner'],
  ['arm the alarm', 'set the alarm'],
  ['temple of doom', 'place of doom'],
];

const REJECT: readonly (readonly [string, string])[] = [
  ['knee pain', 'ankle pain'],
  ['lumbar strain', 'cervical strain'],
  ['ear infection drops', 'eye infection drops'],
  ['heart disease', 'lung disease'],
  ['kidney function', 'liver function'],
  ['bladder cancer', 'prostate cancer'],
  ['shoulder pain', 'pain'],
  ['upper back pain', 'lower back pain'],
  ['back pain', 'neck pain'],
  ['hand numbness', 'foot numbness'],
  ['wrist fracture', 'hip fracture'],
  ['swollen ankle', 'swollen knee'],
  ['throat ulcer', 'mouth ulcer'],
  ['stomach pain', 'chest pain'],
  ['L4 fracture', 'L5 fracture'],
  ['C5-C6 disc', 'C6-C7 disc'],
  ['T3 fracture', 'T4 fracture'],
  ['l4/l5 bulge', 'l5/s1 bulge'],
  ['tooth 14', 'tooth 15'],
  ['ring finger injury', 'middle finger injury'],
  ['third finger', 'fourth finger'],
  ['big toe pain', 'little toe pain'],
  ['index finger', 'thumb'],
  ['pain in my arm', 'pain in my leg'],
  ['breast lump', 'testicular lump'],
  ['ovarian cyst', 'renal cyst'],
  ['broken rib', 'broken jaw'],
  ['rash on my face', 'rash on my chest'],
  ['colon polyp', 'nasal polyp'],
  ['brain tumor', 'spine tumor'],
  ['ulnar nerve', 'median nerve'],
  ['acl tear', 'mcl tear'],
  ['achilles pain', 'hamstring pain'],
  ['gallbladder removal', 'appendix removal'],
  ['thyroid nodule', 'adrenal nodule'],
  ['pain radiating from neck to shoulder', 'pain radiating from shoulder to neck'],
  ['elbow xray', 'forearm xray'],
  ['itchy scalp', 'itchy skin'],
  ['wisdom tooth', 'incisor'],
  ['my hip', 'my groin'],
  ['cervix exam', 'neck exam'],
];

describe('bodySiteGuard', () => {
  it.each(PASS)('lets pass: %s | %s', (a, b) => {
    expect(bodySiteGuard.differ(readText(a), readText(b))).toBeUndefined();
  });

  it.each(REJECT)('rejects: %s | %s', (a, b) => {
    expect(bodySiteGuard.differ(readText(a), readText(b))).toBeDefined();
    expect(bodySiteGuard.differ(readText(b), readText(a))).toBeDefined();
  });

  it('names the difference without the words of the questions', () => {
    expect(bodySiteGuard.differ(readText('knee pain'), readText('pain'))).toEqual({
      reason: 'a body site is in one question only',
    });
    expect(bodySiteGuard.differ(readText('knee pain'), readText('hip pain'))).toEqual({
      reason: 'the body sites differ',
    });
  });
});
