/** Parts of a session note. `plan` and `assessment` are everyday words: see the reader for where they count. */
export const NOTE_SECTIONS = `
subjective: subjective section
objective: objective section
assessment
plan: plan section
treatment plan: care plan, plan of care
safety plan: crisis plan
chief complaint: presenting complaint, presenting problem, presenting concern
history of present illness: hpi
review of systems
soap note
progress note: session note
discharge summary
referral letter
prior authorization
homework: therapy homework
goal
progress
mood
intervention
dap note
birp note
`;

/** Which session or visit of several is meant. */
export const SESSION_ORDER = `
first: initial, very first
previous: last, prior, most recent, latest, recent, past
next: upcoming, following, coming
final
current: today, this, current
yesterday
tomorrow
second
third
fourth
fifth
every: each, all
`;

export const SESSION_NOUNS = `
[session]: session, visit, appointment, consultation, consult, encounter, meeting, therapy session, follow up visit
[session]: session note, progress note, soap note, note, check in, session summary, follow up appointment
[session]: therapy appointment, counseling session, clinic visit
`;

export const SESSION_KINDS = `
intake: intake session, intake assessment, intake interview, intake note, intake appointment, intake visit
discharge: discharged, discharge note
follow up: followup
no show: missed session, missed appointment, did not attend, dna
couples session: couple session
group session
family session
individual session
telehealth: teletherapy, video session, telemedicine
in person session: in person visit
`;
