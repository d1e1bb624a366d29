import { readText } from '../read-text.js';
import { dosesGuard } from './doses.guard.js';

const PASS: readonly (readonly [string, string])[] = [
  ['metformin 500 mg', 'metformin 0.5 g'],
  ['metformin 500mg', 'Metformin 500 milligrams'],
  ['levothyroxine 1,000 mcg', 'levothyroxine 1 mg'],
  ['levothyroxine 50 mcg', 'levothyroxine 50 \u00b5g'],
  ['levothyroxine 50 ug', 'levothyroxine 50 micrograms'],
  ['0,5 mg lorazepam', '0.5 mg lorazepam'],
  ['.5 mg or 5', '.5mg or 5'],
  ['0,125 mg digoxin', '125 mcg digoxin'],
  ['insulin 10 units', 'insulin 10 U'],
  ['vitamin d 2,000 IU', 'vitamin D 2000 iu'],
  ['5 mL of syrup', '1 teaspoon of syrup'],
  ['two tablets', '2 tablets'],
  ['half a tablet', '0.5 tablet'],
  ['1/2 tablet', 'half a pill'],
  ['twenty five mg', '25 mg'],
  ['take it bid', 'take it twice daily'],
  ['take it twice a day', 'take it 2x daily'],
  ['take it two times a day', 'take it BD'],
  ['take it tid', 'take it three times a day'],
  ['give q8h', 'give every 8 hours'],
  ['give q 8 hours', 'give every eight hours'],
  ['ibuprofen prn', 'ibuprofen as needed'],
  ['take it once daily', 'take it every day'],
  ['20 mg/day', '20 mg daily'],
  ['20 mg per day', '20mg once a day'],
  ['take it at bedtime', 'take it nightly'],
  ['one every morning', 'one in the morning'],
  ['methotrexate weekly', 'methotrexate once a week'],
  ['every other day', 'on alternate days'],
  ['for 7 days', 'for one week'],
  ['for a week', 'for 7 days'],
  ['a 48 hour fast', 'a 2 day fast'],
  ['for 12 months', 'for 1 year'],
  ['15 mg/kg', '15 mg per kg'],
  ['1000 mg/kg', '1 g/kg'],
  ['glucose 7 mmol/L', 'glucose of 7 mmol per liter'],
  ['glucose 126 mg/dL', 'glucose 126 mg per dl'],
  ['1% cream', '1 percent cream'],
  ['ketamine IV', 'intravenous ketamine'],
  ['ondansetron PO', 'oral ondansetron'],
  ['haloperidol 5 mg IM', 'haloperidol 5 mg intramuscularly'],
  ['bupropion XR', 'bupropion extended release'],
  ['venlafaxine ER', 'extended-release venlafaxine'],
  ['sertraline tablets', 'sertraline pills'],
  ['sertraline 50 mg and quetiapine 100 mg', '100 mg quetiapine and 50 mg sertraline'],
  ['10-20 mg of citalopram', '10 to 20 mg of citalopram'],
  ['max dose of it per day', 'maximum daily dose of it'],
  ['a missed birth control pill', 'missed birth control'],
  // Ordinary words.
  ['im tired of this', 'I am tired of this'],
  ['I went to the ER', 'I went to the emergency room'],
  ['dr smith called', 'doctor smith called'],
  ['mr jones is here', 'is mr. jones here'],
  ['stage iv disease', 'stage 4 disease'],
  ['she left a day earlier', 'she left earlier'],
  ['the second person', 'the other person'],
  ['use a cap and gloves', 'use gloves and a cap'],
];

const REJECT: readonly (readonly [string, string])[] = [
  ['sertraline 50 mg', 'sertraline 100 mg'],
  ['sertraline 50 mg', 'sertraline 5.0 mg'],
  ['levothyroxine 50 mg', 'levothyroxine 50 mcg'],
  ['sertraline 50mg', 'sertraline'],
  ['0.5 mg lorazepam', '5 mg lorazepam'],
  ['1,5 mg', '15 mg'],
  ['1,000 mg', '1.000 mg'],
  ['10 ml', '10 mg'],
  ['10 units of insulin', '10 mL of insulin'],
  ['1% cream', '2% cream'],
  ['15 mg/kg', '15 mg'],
  ['15 mg/kg', '15 mg/m2'],
  ['glucose 7 mmol/L', 'glucose 7 mg/dL'],
  ['1 tablet', '2 tablets'],
  ['take 1 tablet', 'take 1 capsule'],
  ['one in the am', 'one in the pm'],
  ['250 mg/5 ml', '125 mg/5 ml'],
  ['take it bid', 'take it tid'],
  ['take it once daily', 'take it twice daily'],
  ['take it twice daily', 'take it twice weekly'],
  ['methotrexate daily', 'methotrexate weekly'],
  ['give every 4 hours', 'give every 6 hours'],
  ['q8h', 'q12h'],
  ['ibuprofen prn', 'ibuprofen daily'],
  ['lorazepam 1 mg', 'lorazepam 1 mg prn'],
  ['take it in the morning', 'take it at night'],
  ['take it with food', 'take it on an empty stomach'],
  ['before meals', 'after meals'],
  ['for 7 days', 'for 10 days'],
  ['for 2 weeks', 'for 2 months'],
  ['for five days', 'for five weeks'],
  ['oral ketamine', 'IV ketamine'],
  ['haloperidol 5 mg po', 'haloperidol 5 mg im'],
  ['topical steroid', 'oral steroid'],
  ['inhaled steroid', 'topical steroid'],
  ['bupropion XL', 'bupropion'],
  ['bupropion SR', 'bupropion XL'],
  ['quetiapine ir', 'quetiapine xr'],
  ['aripiprazole tablet', 'aripiprazole injection'],
  ['long acting injectable paliperidone', 'paliperidone tablets'],
  ['generic zoloft', 'zoloft'],
  ['hydrocortisone cream', 'hydrocortisone ointment'],
  ['sertraline 50 mg and quetiapine 100 mg', 'sertraline 100 mg and quetiapine 50 mg'],
  ['starting dose of lithium', 'maximum dose of lithium'],
  ['10 to 20 mg', '10 to 30 mg'],
  ['every other day', 'every day'],
  ['3 times a day', '3 times a week'],
  ['two puffs', 'four puffs'],
];

describe('dosesGuard', () => {
  it.each(PASS)('lets pass: %s | %s', (a, b) => {
    expect(dosesGuard.differ(readText(a), readText(b))).toBeUndefined();
  });

  it.each(REJECT)('rejects: %s | %s', (a, b) => {
    expect(dosesGuard.differ(readText(a), readText(b))).toBeDefined();
    expect(dosesGuard.differ(readText(b), readText(a))).toBeDefined();
  });

  it('names the difference without the words of the questions', () => {
    expect(dosesGuard.differ(readText('5 mg'), readText('some'))).toEqual({
      reason: 'a dose or schedule is in one question only',
    });
    expect(dosesGuard.differ(readText('5 mg'), readText('6 mg'))).toEqual({
      reason: 'the doses or schedules differ',
    });
  });
});
