/** Conditions and complaints that are near each other in meaning but not the same, with other words for each. */
export const CONDITIONS = `
depression: depressed, depressive, mdd, major depressive disorder, major depression, clinical depression, depressive disorder
persistent depressive disorder: dysthymia, dysthymic disorder, pdd
postpartum depression: postnatal depression, ppd
low mood
anxiety: anxious, anxiety disorder
generalized anxiety disorder: generalised anxiety disorder, gad, generalized anxiety, generalised anxiety
social anxiety: social anxiety disorder, social phobia
separation anxiety
health anxiety: hypochondria, hypochondriasis, illness anxiety disorder
panic disorder
panic attack: panic, panicky
agoraphobia
phobia: specific phobia
adhd: attention deficit hyperactivity disorder, attention deficit hyperactivity
add: attention deficit disorder
ptsd: post traumatic stress disorder, posttraumatic stress disorder, post traumatic stress, posttraumatic stress
complex ptsd: c ptsd, cptsd, complex post traumatic stress disorder, complex trauma
acute stress disorder
adjustment disorder
grief: bereavement, grieving, bereaved
burnout: burn out, burned out, burnt out
stress: stressed, stressful
ocd: obsessive compulsive disorder
ocpd: obsessive compulsive personality disorder
bipolar: bipolar disorder, manic depression
bipolar 1: bipolar i, bipolar i disorder, bipolar 1 disorder
bipolar 2: bipolar ii, bipolar ii disorder, bipolar 2 disorder
mania: manic, manic episode
hypomania: hypomanic
cyclothymia
borderline personality disorder: bpd, borderline personality, eupd
narcissistic personality disorder: npd
antisocial personality disorder: aspd
schizophrenia: schizophrenic
schizoaffective disorder: schizoaffective
schizoid
psychosis: psychotic
hallucination: hallucinating
delusion: delusional
paranoia: paranoid
autism: autistic, asd, autism spectrum disorder, asperger, asperger syndrome
dyslexia
tourette: tourette syndrome
anorexia: anorexia nervosa, anorexic
bulimia: bulimia nervosa, bulimic
binge eating disorder: binge eating, bed
insomnia: sleeplessness, trouble sleeping, cannot sleep, cant sleep, difficulty sleeping
hypersomnia
narcolepsy
sleep apnea: osa, obstructive sleep apnea
nightmare
self harm: self injury, nssi, cutting herself, cutting himself, self harming
suicidal ideation: si, suicidal thoughts, suicidal, suicidality
suicide attempt
suicide
homicidal ideation: hi si, homicidal
substance use disorder: sud, drug addiction, substance abuse, drug abuse
alcohol use disorder: aud, alcoholism, alcohol dependence, alcoholic, alcohol abuse
delirium
dementia
alzheimer: alzheimer disease
parkinson: parkinson disease
hypertension: htn, high blood pressure, high bp
hypotension: low blood pressure, low bp
hyperlipidemia: high cholesterol, hypercholesterolemia, hld
heart attack: mi, myocardial infarction, stemi, nstemi
heart failure: chf, congestive heart failure, cardiac failure
cardiac arrest
angina
atrial fibrillation: afib, a fib, af
atrial flutter
stroke: cva, cerebrovascular accident
tia: mini stroke, transient ischemic attack, ministroke
aneurysm
dvt: deep vein thrombosis, deep venous thrombosis
pulmonary embolism: pe
diabetes: dm, diabetic, diabetes mellitus
diabetes insipidus
gestational diabetes: gdm
prediabetes: pre diabetes, prediabetic
hypoglycemia: low blood sugar, low sugar
hyperglycemia: high blood sugar, high sugar
hypothyroidism: underactive thyroid, hypothyroid
hyperthyroidism: overactive thyroid, hyperthyroid
hashimoto: hashimoto disease, hashimoto thyroiditis
graves disease: graves
asthma: asthmatic
copd: chronic obstructive pulmonary disease
bronchitis
pneumonia
tuberculosis: tb
common cold: a cold, head cold
influenza: flu
covid: covid 19, coronavirus, corona, sars cov 2, corona virus, 2019 ncov
sars
mers
rsv
whooping cough: pertussis
strep throat: strep
tonsillitis
sinusitis: sinus infection
ear infection: otitis
otitis media: middle ear infection, aom
otitis externa: swimmer ear, outer ear infection
hearing loss: deaf, deafness
vision loss: blindness, blind, loss of vision
conjunctivitis: pink eye, pinkeye
glaucoma
cataract
macular degeneration
migraine
headache
cluster headache
tension headache
concussion
epilepsy: epileptic
seizure: fit, convulsion
multiple sclerosis
als: amyotrophic lateral sclerosis, lou gehrig disease
gerd: acid reflux, gastroesophageal reflux, reflux, gord
heartburn
gastritis
stomach ulcer: peptic ulcer, gastric ulcer
ibs: irritable bowel syndrome, irritable bowel
ibd: inflammatory bowel disease
crohn: crohn disease
ulcerative colitis
celiac: celiac disease
diverticulitis
diverticulosis
appendicitis
gallstone: cholelithiasis
kidney stone: nephrolithiasis, renal calculi, renal stone, renal calculus
bladder stone
kidney failure: renal failure
kidney disease: renal disease
chronic kidney disease: ckd
uti: utis, urinary tract infection
bladder infection: cystitis
kidney infection: pyelonephritis
yeast infection: candidiasis, thrush
bacterial vaginosis
chlamydia
gonorrhea
syphilis
herpes
hiv
aids
hpv
hepatitis
hepatitis a: hep a
hepatitis b: hep b
hepatitis c: hep c
cirrhosis
osteoarthritis: oa
rheumatoid arthritis: ra
arthritis
osteoporosis
osteopenia
gout
fibromyalgia
lupus: sle, systemic lupus erythematosus
psoriasis
eczema: atopic dermatitis
acne
rosacea
shingles: herpes zoster, zoster
chickenpox: chicken pox, varicella
measles: rubeola
rubella: german measles
mumps
impetigo
cellulitis
scabies
lice
lyme disease: lyme
malaria
dengue
anemia: anemic
leukemia
lymphoma
melanoma
cancer: carcinoma, malignancy
tumor: tumour, neoplasm
nausea: nauseous
vomiting: throwing up, vomit
diarrhea
constipation: constipated
fever: febrile, high temperature
cough: coughing
rash
dizziness: dizzy, lightheaded
vertigo
blood in urine: hematuria, blood in my urine, bloody urine
blood in stool: bloody stool, blood in my stool, hematochezia
hiccup
weight loss: losing weight, lose weight, lost weight
weight gain: gaining weight, gain weight, gained weight
appetite
sleep: sleeping, slept
fatigue: tiredness
sprain: sprained
strain: strained
fracture: fractured
dislocation: dislocated
sciatica
scoliosis
endometriosis
pcos: polycystic ovary syndrome
preeclampsia: pre eclampsia
eclampsia
miscarriage
menopause
erectile dysfunction
obesity: obese
sepsis: septic
anaphylaxis: anaphylactic
`;
