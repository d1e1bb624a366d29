import { Computation } from '../../../cache/engine/computation.js';
import { questionClassifier } from './question.classifier.js';

const context = new Computation(new AbortController().signal, () => '', { layers: {}, models: {} });

describe('questionClassifier', () => {
  it.each([
    ['List all exercises', 'list'],
    ['How often did she fall?', 'list'],
    ['What was the flexion at the last visit?', 'latest'],
    ['Current dose of sertraline?', 'latest'],
    ['What is planned for the knee?', 'plan'],
    ['WHAT HOMEWORK DID SHE GET?', 'plan'],
    ['How many degrees of flexion?', 'measure'],
    ['Berg balance scale', 'measure'],
    ['How is he doing?', 'general'],
    ['Is the wall slide painful?', 'general'],
    ['', 'general'],
  ])('takes %j for %s', async (question, intent) => {
    expect(await questionClassifier.classify(question, context)).toBe(intent);
  });
});
