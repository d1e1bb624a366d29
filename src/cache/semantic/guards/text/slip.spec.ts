import { oneSlip } from './slip.js';

describe('oneSlip', () => {
  it.each([
    ['whta is an annuity', 'what is an annuity'],
    ['hwo do I pay', 'how do I pay'],
    ['how d oI pay rent', 'how do I pay rent'],
    ['reset my passwrod', 'reset my password'],
  ])('takes for one text: %s / %s', (a, b) => {
    expect(oneSlip(a, b)).toBe(true);
    expect(oneSlip(b, a)).toBe(true);
  });

  it.each([
    ['is the switch on here', 'is the switch no here'],
    ['open gate 12 now', 'open gate 21 now'],
    ['a mail form the bank', 'a mail from the bank'],
    ['start a trial run', 'start a trail run'],
    ['order AB-1 status', 'order BA-1 status'],
    ['there is no table', 'there is not able'],
    ['call Tim tomorrow', 'call Tmi tomorrow'],
    ['two slisp hree', 'two slips here'],
  ])('does not take for one text: %s / %s', (a, b) => {
    expect(oneSlip(a, b)).toBe(false);
    expect(oneSlip(b, a)).toBe(false);
  });
});
