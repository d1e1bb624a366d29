/** How often and when a medicine is taken, in words. Numbers (every 8 hours) are read beside this table. */
export const SCHEDULES = `
1 per day: once daily, once a day, once per day, one time a day, one time daily, qd, q d, everyday, every day, each day
1 per day: daily, per day, a day, once every day, every 24 hours, / day
2 per day: bid, b i d, bd, twice daily, twice a day, twice per day, two times a day, two times daily
3 per day: tid, t i d, tds, thrice daily, thrice a day, three times a day, three times daily, three times per day
4 per day: qid, q i d, qds, four times a day, four times daily, four times per day
5 per day: five times a day, five times daily
1 per 2 days: qod, every other day, every second day, alternate days, on alternate days
1 per week: weekly, once weekly, once a week, every week, per week, qw, once per week, each week, a week, / week
2 per week: twice weekly, twice a week, two times a week, biweekly
3 per week: three times weekly, three times a week
1 per 2 weeks: fortnightly, every fortnight, every other week, every second week
1 per month: monthly, once a month, every month, per month, once monthly
1 per year: yearly, annually, once a year, every year
every hour: hourly, qh, every hour
morning: in the am, in the morning, qam, every morning, mornings, each morning
noon: at noon, at lunchtime
evening: in the pm, in the evening, every evening, qpm, evenings
-: late night, night time sweats, friday night, saturday night, good night, good morning
night: at night, nightly, qhs, hs, at bedtime, bedtime, before bed, every night, nocte, before sleep, each night
as needed: prn, p r n, when needed, when required, as required, if needed, only when i need it
stat
with food: with meals, with a meal, after food, after meals, after eating, after a meal, pc
before food: before meals, before eating, before a meal
empty stomach: on an empty stomach, without food, on empty stomach
loading dose
maximum dose: max dose, maximum daily dose, maximum dosage, highest dose, max daily dose, maximum recommended dose
starting dose: initial dose, start dose, starter dose, lowest dose
maintenance dose
`;

/** How a medicine gets into the body. */
export const ROUTES = `
oral: orally, by mouth, per os, p o, po
intravenous: iv, intravenously, i v, into the vein
intramuscular: intramuscularly, i m, into the muscle
subcutaneous: subcut, subq, subcutaneously, sub q, under the skin
topical: topically, applied to the skin, on the skin
inhaled: inhalation, inhaler, nebulized, nebulised, nebulizer, nebuliser, by inhalation
sublingual: sublingually, under the tongue
rectal: rectally, suppository, suppositories, per rectum
intranasal: intranasally, nasal spray, nose spray
transdermal: patch, skin patch
eye drops: eyedrops, ophthalmic drops
ear drops: eardrops, otic drops
intrathecal
epidural
intraarticular: intra articular
buccal
`;

/** In what form a medicine comes. */
export const FORMS = `
extended release: extended release, prolonged release, long acting, er formulation, xr formulation
sustained release: slow release
modified release
controlled release
immediate release: instant release, short acting, fast acting
delayed release: enteric coated, gastro resistant
orally disintegrating: odt, orodispersible, dissolvable
tablet: pill, tab, caplet
capsule: cap
injection: injectable, injected, shot, jab
depot: depot injection, long acting injectable, long acting injection, lai
cream
ointment
gel
lotion
syrup: liquid, oral solution, oral suspension, suspension, elixir
infusion
generic: generic version
brand name: brand, branded, brand name version
over the counter: otc, without a prescription, without prescription, nonprescription
prescription strength
`;
