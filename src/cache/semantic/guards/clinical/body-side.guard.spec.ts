import { readText } from '../read-text.js';
import { bodySideGuard } from './body-side.guard.js';

const PASS: readonly (readonly [string, string])[] = [
  ['pain in my left knee', 'my left knee hurts'],
  ['pain in my left knee', 'left-sided knee pain'],
  ['L knee swelling', 'left knee swelling'],
  ['swelling of the R hip', 'right hip swelling'],
  ['knee pain (L)', 'left knee pain'],
  ['pain r.Hip', 'pain right hip'],
  ['both knees hurt', 'bilateral knee pain'],
  ['RUQ pain', 'right upper quadrant pain'],
  ['upper right abdomen', 'right upper abdomen'],
  ['right knee and left hip', 'left hip and right knee'],
  ['posterior knee', 'knee, posteriorly'],
  ['lower back pain', 'low back pain'],
  ['lower back pain', 'lumbar pain'],
  ['it hurts on the left', 'it hurts on the left side'],
  ['ventral hernia', 'anterior hernia'],
  ['pain in front of my knee', 'pain at the front of the knee'],
  // Ordinary words.
  ['I need help right now', 'I need help'],
  ['she left the hospital', 'she went out of the hospital'],
  ['how many pills are left', 'how many pills remain'],
  ['is it right to stop', 'is it okay to stop'],
  ['what is the right dose', 'what is the correct dose'],
  ['am I right?', 'am I correct?'],
  ['do I have the right to see my file', 'may I see my file'],
  ['he left work early', 'he went home early'],
  ['right after the session', 'straight after the session'],
  ['all right then', 'fine then'],
  ['lower the dose', 'reduce the dose'],
  ['how to lower blood pressure', 'how to reduce blood pressure'],
  ['upper limit of the budget', 'top limit of the budget'],
  ['call me back', 'ring me'],
  ['back pain', 'pain in my back'],
  ['the front desk', 'the reception'],
  ['inner peace', 'peace of mind'],
  ['both parents came', 'the parents came'],
  ['can you move the date to the top of the list', 'can you move the date up the list'],
  ['was the painting left by Jim', 'did Jim leave the painting'],
  ['who left a message', 'who wrote a message'],
  ['r u there', 'are you there'],
  ['I have no money left', 'I have no money'],
  ['take it right away', 'take it at once'],
  ['left over medicine', 'unused medicine'],
];

const REJECT: readonly (readonly [string, string])[] = [
  ['pain in my left knee', 'pain in my right knee'],
  ['left knee surgery', 'knee surgery'],
  ['L knee surgery', 'R knee surgery'],
  ['l shoulder pain', 'r shoulder pain'],
  ['both knees hurt', 'my left knee hurts'],
  ['bilateral hearing loss', 'unilateral hearing loss'],
  ['upper arm pain', 'lower arm pain'],
  ['lower lip swelling', 'upper lip swelling'],
  ['anterior knee pain', 'posterior knee pain'],
  ['medial meniscus tear', 'lateral meniscus tear'],
  ['proximal femur fracture', 'distal femur fracture'],
  ['inner thigh rash', 'outer thigh rash'],
  ['inner ankle pain', 'outer ankle pain'],
  ['pain in front of the knee', 'pain at the back of the knee'],
  ['right knee and left hip', 'left knee and right hip'],
  ['RUQ pain', 'LUQ pain'],
  ['RUQ pain', 'RLQ pain'],
  ['weakness of the left side', 'weakness of the right side'],
  ['numb on the left', 'numb on the right'],
  ['right sided heart failure', 'left sided heart failure'],
  ['left handed', 'right handed'],
  ['left breast lump', 'right breast lump'],
  ['left ear infection', 'right ear infection'],
  ['tooth ache upper left', 'tooth ache lower left'],
  ['lt knee', 'rt knee'],
  ['my knee (left) is swollen', 'my knee (right) is swollen'],
  ['LEFT EYE RED', 'RIGHT EYE RED'],
  ['upper respiratory infection', 'lower respiratory infection'],
  ['left ventricle', 'right ventricle'],
  ['left upper lobe', 'left lower lobe'],
  ['dorsal wrist', 'volar and ventral wrist'],
  ['pain radiates to the left', 'pain radiates to the right'],
  ['superior quadrant', 'inferior quadrant'],
  ['ipsilateral weakness', 'contralateral weakness'],
  ['top of my foot', 'bottom of my foot'],
];

describe('bodySideGuard', () => {
  it.each(PASS)('lets pass: %s | %s', (a, b) => {
    expect(bodySideGuard.differ(readText(a), readText(b))).toBeUndefined();
  });

  it.each(REJECT)('rejects: %s | %s', (a, b) => {
    expect(bodySideGuard.differ(readText(a), readText(b))).toBeDefined();
    expect(bodySideGuard.differ(readText(b), readText(a))).toBeDefined();
  });

  it('names the difference without the words of the questions', () => {
    expect(bodySideGuard.differ(readText('left knee'), readText('knee'))).toEqual({
      reason: 'a body side is in one question only',
    });
    expect(bodySideGuard.differ(readText('left knee'), readText('right knee'))).toEqual({
      reason: 'the body sides differ',
    });
  });
});
