/** Kinds of medicines. A kind is never equal to one of its members. */
export const DRUG_CLASSES = `
ssri: ssris, selective serotonin reuptake inhibitor
snri: snris, serotonin norepinephrine reuptake inhibitor
tricyclic: tca, tricyclic antidepressant
maoi: maois, monoamine oxidase inhibitor, mao inhibitor
antidepressant: anti depressant
benzodiazepine: benzo, bzd
antipsychotic: anti psychotic, neuroleptic
mood stabilizer: mood stabiliser
stimulant: stimulant medication
sleeping pill: hypnotic, sleep medication, sleeping tablet, sleep aid, sleep medicine
anxiolytic: anti anxiety medication, anxiety medication, anti anxiety meds, anxiety meds
anticonvulsant: antiepileptic, anti epileptic, antiseizure, anti seizure medication
painkiller: pain killer, analgesic, pain reliever, pain medication, pain relief medication, pain meds
opioid: opiate, narcotic
nsaid: nonsteroidal anti inflammatory, non steroidal anti inflammatory, anti inflammatory, antiinflammatory
beta blocker: betablocker, beta adrenergic blocker
ace inhibitor: acei, aceis, angiotensin converting enzyme inhibitor
arb: angiotensin receptor blocker
calcium channel blocker: ccb
diuretic: water pill
statin
anticoagulant: blood thinner, anti coagulant
antiplatelet
antihypertensive: blood pressure medication, blood pressure medicine, blood pressure pill, bp meds
antibiotic: anti biotic
antiviral
antifungal: anti fungal
antihistamine: anti histamine
antacid
ppi: ppis, proton pump inhibitor
h2 blocker
laxative
decongestant
corticosteroid: steroid
bronchodilator
birth control: birth control pill, contraceptive, oral contraceptive, contraception, contraceptive pill
morning after pill: emergency contraception
hormone replacement: hrt, hormone replacement therapy
muscle relaxant
immunosuppressant: immunosuppressive
chemotherapy: chemo
immunotherapy
biologic drug
glp 1: glp 1 agonist, glp1, glp 1 receptor agonist
sglt2 inhibitor: sglt2
dpp 4 inhibitor: dpp4 inhibitor
bisphosphonate
triptan
supplement: dietary supplement
multivitamin
herbal remedy: herbal medicine
vaccine: vaccination, immunization, immunisation, vaccinated, vaccinate
`;
