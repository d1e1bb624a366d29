/** Antibiotics, antivirals, antifungals, medicines against parasites, and vaccines, with their trade names. */
export const ANTI_INFECTIVE_DRUGS = `
amoxicillin: amoxil, amoxycillin
amoxicillin clavulanate: augmentin, co amoxiclav, amoxicillin clavulanic acid
penicillin: pen v, penicillin v, phenoxymethylpenicillin
ampicillin
flucloxacillin
dicloxacillin
piperacillin tazobactam: zosyn, tazocin
cephalexin: keflex, cefalexin
cefuroxime: ceftin
ceftriaxone: rocephin
cefdinir: omnicef
azithromycin: zithromax, z pak, zpak
clarithromycin: biaxin
erythromycin
clindamycin: cleocin
doxycycline: vibramycin
minocycline: minocin
tetracycline
ciprofloxacin: cipro
levofloxacin: levaquin
moxifloxacin: avelox
trimethoprim
trimethoprim sulfamethoxazole: bactrim, septra, co trimoxazole, sulfamethoxazole trimethoprim
nitrofurantoin: macrobid
metronidazole: flagyl
vancomycin: vancocin
linezolid: zyvox
gentamicin
rifampin: rifampicin
isoniazid
ethambutol
mupirocin: bactroban
fluconazole: diflucan
itraconazole: sporanox
terbinafine: lamisil
clotrimazole: lotrimin, canesten
nystatin
acyclovir: aciclovir, zovirax
valacyclovir: valtrex, valaciclovir
oseltamivir: tamiflu
paxlovid: nirmatrelvir
remdesivir: veklury
molnupiravir: lagevrio
ivermectin: stromectol
permethrin: elimite
albendazole
mebendazole: vermox
mmr vaccine: mmr
hpv vaccine: gardasil
flu vaccine: flu shot, flu jab, influenza vaccine, flu vaccination
shingles vaccine: shingrix
pneumococcal vaccine: pneumonia vaccine, pneumonia shot, pneumovax, prevnar
tetanus vaccine: tetanus shot, tetanus jab, tdap, tetanus booster
rabies vaccine: rabies shot
hepatitis b vaccine: hep b vaccine, hepatitis b shot, hep b shot
hepatitis a vaccine: hep a vaccine, hepatitis a shot, hep a shot
meningitis vaccine: meningococcal vaccine
polio vaccine
chickenpox vaccine: varicella vaccine
covid vaccine: covid shot, covid jab, covid 19 vaccine, coronavirus vaccine, covid vaccination
rsv vaccine: rsv shot
`;
