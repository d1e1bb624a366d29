/** Words that tell two states of one condition, person or examination apart. */
export const STATES = `
acute: acutely
chronic: chronically
subacute
recurrent: recurring, relapsing
intermittent: episodic
mild: mildly
moderate: moderately
severe: severely, serious
terminal: end stage
early stage
late stage: advanced stage
metastatic: metastasis, metastasized
benign: noncancerous, non cancerous
malignant: cancerous
systolic
diastolic
fasting: fasted, while fasting
random glucose: random blood sugar, random blood glucose, non fasting, nonfasting
postprandial: post meal, post prandial
congenital: from birth, inborn, born with
acquired
hereditary: genetic, heritable
viral
bacterial
fungal
allergic: allergy, allergies
idiopathic
pregnant: pregnancy, while pregnant, expecting a baby, gestation
breastfeeding: breast feeding, nursing mother, lactating, lactation, breastfed
postpartum: postnatal, after birth, after giving birth, after delivery
prenatal: antenatal
first trimester: 1st trimester
second trimester: 2nd trimester
third trimester: 3rd trimester
menopausal: perimenopausal
postmenopausal
premenopausal
adult: grown up
child: kid, pediatric, children
infant: baby, newborn, neonate, neonatal, babies
toddler
adolescent: teenager, teen, teenage
elderly: older adult, geriatric, older people, senior citizen, old people, older person, elderly people
male: man, men, boy
female: woman, women, girl
mother: mom, mum, mommy, mummy, maternal
father: dad, daddy, paternal
parents
son
daughter
sister
brother
wife
husband
grandmother: grandma, granny
grandfather: grandpa, granddad
aunt
uncle
cousin
preoperative: preop, pre op, pre operative, before surgery, presurgical
postoperative: postop, post op, post operative, after surgery, postsurgical
intraoperative: during surgery
first line: firstline, 1st line
second line: secondline, 2nd line
third line
inpatient: in patient
outpatient: out patient
voluntary
involuntary
immunocompromised: immune compromised, immunosuppressed, weakened immune system
asymptomatic: without symptoms, no symptoms
premature: preterm
insulin dependent
remission: in remission
relapse: relapsed
active disease
latent
open angle
closed angle: angle closure
partial thickness
full thickness
displaced
undisplaced: nondisplaced, non displaced
wet macular
dry macular
ischemic
hemorrhagic
unipolar
family history: fhx, runs in the family, runs in my family, run in families, run in the family, fh
past history: medical history, past medical history, pmh, h/o, hx of, hx, previously diagnosed, past history
ruled out: rule out, r/o, ruling out, negative for, denies, no evidence of, unlikely to be
differential diagnosis: differential diagnoses, ddx
high risk
low risk
comorbid: comorbidity, comorbidities
at rest: resting, while resting
with movement: when moving, on movement, while moving
when sitting: while sitting, sitting down
when standing: while standing, standing up
when walking: while walking
when lying: lying down, while lying
`;

/** States that often go without saying: they tell two questions apart only where both have one of them. */
export const STATES_BY_THE_WAY = `
confirmed: positive for, proven, diagnosed with, known
suspected: suspicion of, suspect, possible, probable
`;

/** Words that tell states only behind the name of a condition, a test or the like: `primary insomnia`. */
export const STATES_OF_A_CONDITION = `
primary
secondary
positive
negative
history of: hx of
high: elevated, raised
low
dry
wet: productive
-: family history of, high risk, higher risk, low risk, lower risk, dry mouth, dry skin, secondary to, low mood, high school, low back
normal: normal range, reference range
sharp: stabbing
dull
burning
throbbing
`;
