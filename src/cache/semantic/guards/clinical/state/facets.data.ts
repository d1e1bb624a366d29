/** What is asked about a condition or a medicine. Two facets are two answers. */
export const FACETS = `
symptom: sign and symptom, signs and symptoms, symptoms and signs, warning sign, sign of, signs of, manifestation, how do i know if
symptom: how can i tell if, how do you know if
cause: causes of, etiology, reason for, caused, causing, what leads to, how do you get, how do people get, brings on
risk factor: risk factors, who gets, at risk, more likely to get, predispose, at higher risk
diagnosis: diagnose, diagnosed, diagnosing, diagnostic, dx, detect, detected, screening, screen for, how to test for, tested for
treatment: treat, treated, treating, treatment option, cure, cured, remedy, therapy for, get rid of, tx, relieve, relief, ease
treatment: home remedy, treatable, curable, how to fix
management: manage, managing, cope with, coping with, live with, living with
prevention: prevent, prevented, preventing, prophylaxis, preventive, protect, avoid getting, reduce the risk, reduce my risk, reduce risk
prevention: lower the risk, protected
side effect: side effects, adverse effect, adverse reaction, adverse event, unwanted effect, adverse drug reaction
contraindication: contraindicated, who should not take, when not to take, not recommended for
interaction: interact, interacts, interacting, interact with, drug interaction
dosage: dose, dosing, how much should, how many mg
overdose: overdosed, overdosing, too much
withdrawal: withdrawal symptom, discontinuation syndrome, discontinuation symptom
prognosis: outlook, life expectancy, survival rate, long term outcome, survival, prognoses
complication: complications of
mechanism: mechanism of action, how does it work, mode of action
indication: indicated, used for, use of, uses of, what is it for
effectiveness: effective, efficacy, work for, works for
safety: safe, safe to take
onset: how long does it take to work, start working, take effect, kick in, kicks in
half life
cost: price, how much does, copay, expensive
transmission: transmit, transmitted, spread, spreads, catch it
incubation
recovery time: recovery, how long to recover, recover
storage
prevalence: how common, incidence
monitoring: monitor, monitored
guideline: recommendation
vaccine schedule
`;

/** What is done with a medicine: counted where the question speaks of a medicine. */
export const MEDICINE_ACTIONS = `
start: starting, started, begin, beginning, initiate, initiating
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
