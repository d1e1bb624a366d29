/**
 * What is asked about a condition or a medicine, in phrases that ask for nothing else: a question that has one and a
 * question that has not want two answers.
 */
export const FACETS = `
symptom: sign and symptom, symptoms and signs, warning sign, sign of, manifestation, how do i know if i have
symptom: how can i tell if i have, how do you know if you have, symptomatic
[cause]: what causes, cause of, causes of, causes for, etiology, reason for, what is causing, what leads to
[cause]: possible cause, main cause, common cause, what brings on, caused by what
risk factor: who gets, predispose, who is at risk
diagnosis: diagnose, diagnosed, diagnosing, diagnostic criteria, dx, how to test for, how is it detected
-: a dose of, missed dose, dose of my, dose of it, a dose, a dose of my, diagnosed with, cost of living, price of, side by side, no prognosis
treatment: treat, treated, treatment option, cure, cured, remedy, tx, get rid of, home remedy, treatable, curable
prevention: prevent, prevented, preventing, prophylaxis, preventive
side effect: adverse effect, adverse reaction, adverse event, unwanted effect, adverse drug reaction
contraindication: contraindicated, who should not take, when not to take
interaction: interact, interacting, drug interaction
dosage: dose, dosing, how many mg, how many milligrams
overdose: overdosed, overdosing
withdrawal symptom: discontinuation syndrome, discontinuation symptom, withdrawal from, withdrawal
prognosis: outlook, life expectancy, survival rate, long term outcome, prognoses
complication: complications
mechanism of action: how does it work, mode of action
indication: indicated, used for, use of, uses of
half life
[trigger]: what triggers, trigger of, trigger for
recovery time: how long to recover, time to recover
incubation period: incubation
prevalence: incidence, how common
`;

/**
 * Phrases that ask, or are said by the way (`the virus that causes ...`, `to protect myself`): they tell two
 * questions apart only where both have one and none is the same.
 */
export const WEAK_FACETS = `
symptom: how do i know if, how can i tell if
cause: causing, why, caused, lead to
risk factor: at risk, at higher risk, more likely to get, at increased risk
diagnosis: detect, detected, screening, screen for, tested for, find out if
treatment: treating, therapy for, relieve, relief, ease, how to fix, manage, managing, management, cope
treatment: coping, overcome, deal with, dealing with
prevention: protect, protected, avoid, reduce the risk, reduce my risk, reduce our risk, reduce risk, lower the risk
interaction: take with, taken with, together with, combine with, mix with, along with
dosage: how much
effectiveness: effective, efficacy, help with, work for
safety: safe, dangerous, harmful
onset: start working, take effect, kick in
cost: price, expensive, copay
transmission: transmit, transmitted, spread, contagious, infectious, catch
recovery time: recovery, recover
storage: store
monitoring: monitor, monitored
`;

/** What is done with a medicine: counted where the question speaks of a medicine. */
export const MEDICINE_ACTIONS = `
start: starting, started, begin, beginning, initiate, initiating
-: start working, starts to work, start to work, started to work, stop working, along with it
stop: stopping, stopped, discontinue, discontinuing, come off, coming off, quit, quitting, cease, go off
taper: tapering, wean, weaning, wean off, taper off
increase: increasing, increased, raise, titrate up, up titrate, go up on
decrease: decreasing, decreased, lower, lowering, reduce, reducing, cut down
switch: switching, switched, change to, changing to
skip: skipped, miss, missed, forgot, forget, missing
double: doubling, doubled
crush: crushed, crushing, crush or chew, split, cut in half
refill: renew, repeat prescription
combine: combining, combination, together, along with, mix, mixing, mixed
avoid
resume: restart, restarting
`;
