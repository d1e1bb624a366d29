import { stem } from './stem.js';

describe('stem', () => {
  it.each([
    'movie movies',
    'company companies',
    'apply applies applied applying',
    'manage manages managed managing',
    'plan plans planned planning',
    'cancel cancels cancelled canceled cancelling',
    'pay pays paid paying',
    'buy bought buying',
    'win won winning',
    'child children',
    'box boxes',
    'process processes processed',
    'month monthly',
    'day daily days',
    'colour color colors',
    'organise organize organised organizing',
    'write written wrote',
    'owe owed',
    'diagnosis diagnoses',
  ])('takes %s for one word', (words) => {
    expect(new Set(words.split(' ').map(stem)).size).toBe(1);
  });

  it.each([
    'relate relative',
    'import important',
    'general generate',
    'cost costly',
    'policy police',
    'news new',
    'train trainer',
  ])('keeps %s apart', (words) => {
    expect(new Set(words.split(' ').map(stem)).size).toBe(2);
  });
});
