/** Substances of psychiatry, neurology and pain, with their trade names. One substance a line. */
export const MENTAL_HEALTH_DRUGS = `
sertraline: zoloft, lustral
fluoxetine: prozac, sarafem
paroxetine: paxil, seroxat, pexeva
citalopram: celexa, cipramil
escitalopram: lexapro, cipralex
fluvoxamine: luvox, faverin
venlafaxine: effexor
desvenlafaxine: pristiq
duloxetine: cymbalta
milnacipran: savella
levomilnacipran: fetzima
vortioxetine: trintellix, brintellix
vilazodone: viibryd
bupropion: wellbutrin, amfebutamone
zyban
mirtazapine: remeron
trazodone: desyrel, oleptro
nefazodone: serzone
amitriptyline: elavil
nortriptyline: pamelor, aventyl
imipramine: tofranil
desipramine: norpramin
clomipramine: anafranil
doxepin: sinequan
silenor
phenelzine: nardil
tranylcypromine: parnate
selegiline: emsam, eldepryl
moclobemide: aurorix
agomelatine: valdoxan
esketamine: spravato
ketamine: ketalar
lithium: lithobid, priadel, eskalith, lithium carbonate
lamotrigine: lamictal
valproate: valproic acid, sodium valproate, depakene, epilim
divalproex: depakote
carbamazepine: tegretol
oxcarbazepine: trileptal
topiramate: topamax
gabapentin: neurontin
pregabalin: lyrica
levetiracetam: keppra
phenytoin: dilantin
phenobarbital: phenobarbitone, luminal
zonisamide: zonegran
lacosamide: vimpat
primidone: mysoline
ethosuximide: zarontin
quetiapine: seroquel
olanzapine: zyprexa
risperidone: risperdal
paliperidone: invega
aripiprazole: abilify
brexpiprazole: rexulti
cariprazine: vraylar
lurasidone: latuda
ziprasidone: geodon
asenapine: saphris
clozapine: clozaril
lumateperone: caplyta
haloperidol: haldol
chlorpromazine: thorazine, largactil
fluphenazine: prolixin
perphenazine: trilafon
thioridazine: mellaril
prochlorperazine: compazine, stemetil
promethazine: phenergan
alprazolam: xanax
lorazepam: ativan
diazepam: valium
clonazepam: klonopin, rivotril
temazepam: restoril
oxazepam: serax
chlordiazepoxide: librium
triazolam: halcion
midazolam: versed
flurazepam: dalmane
zolpidem: ambien, stilnox
zopiclone: imovane
eszopiclone: lunesta
zaleplon: sonata
suvorexant: belsomra
lemborexant: dayvigo
ramelteon: rozerem
melatonin: circadin
buspirone: buspar
hydroxyzine: vistaril, atarax
propranolol: inderal
prazosin: minipress
clonidine: catapres, kapvay
guanfacine: intuniv, tenex
methylphenidate: ritalin, methylin
concerta
dexmethylphenidate: focalin
amphetamine: adderall, mixed amphetamine salts, amfetamine
dextroamphetamine: dexedrine, dexamfetamine, dexamphetamine
lisdexamfetamine: vyvanse, elvanse, lisdexamphetamine
methamphetamine: desoxyn
atomoxetine: strattera
viloxazine: qelbree
modafinil: provigil
armodafinil: nuvigil
donepezil: aricept
rivastigmine: exelon
galantamine: razadyne, reminyl
memantine: namenda, ebixa
levodopa: carbidopa levodopa, levodopa carbidopa, sinemet
pramipexole: mirapex
ropinirole: requip
benztropine: cogentin
trihexyphenidyl: artane
valbenazine: ingrezza
tetrabenazine: xenazine
naltrexone: revia
vivitrol
buprenorphine: subutex, butrans
buprenorphine naloxone: suboxone
methadone: dolophine
naloxone: narcan
disulfiram: antabuse
acamprosate: campral
varenicline: chantix, champix
sumatriptan: imitrex, imigran
rizatriptan: maxalt
zolmitriptan: zomig
eletriptan: relpax
paracetamol: acetaminophen, tylenol, panadol, apap
ibuprofen: advil, motrin, nurofen, brufen
naproxen: aleve, naprosyn, anaprox
aspirin: acetylsalicylic acid, asa, ecotrin
diclofenac: voltaren, voltarol
celecoxib: celebrex
meloxicam: mobic
indomethacin: indocin
ketorolac: toradol
morphine: ms contin
oxycodone: oxycontin, roxicodone
oxycodone acetaminophen: percocet, endocet
hydrocodone: zohydro
hydrocodone acetaminophen: vicodin, norco, lortab
hydromorphone: dilaudid
oxymorphone: opana
codeine
co codamol
tramadol: ultram
tapentadol: nucynta
fentanyl: duragesic, sublimaze
cyclobenzaprine: flexeril
baclofen: lioresal
tizanidine: zanaflex
methocarbamol: robaxin
carisoprodol: soma
lidocaine: lignocaine, xylocaine
cocaine
heroin
cannabis: marijuana, weed, thc
cbd: cannabidiol
alcohol: ethanol, booze
caffeine
nicotine
tobacco: smoke, smoking, smoker, cigarette, smoked
vaping: vape, e cigarette
-: smoke detector, smoke alarm, smoke test, smoke free zone
st johns wort: johns wort, hypericum
kratom
psilocybin: magic mushrooms
mdma: ecstasy
lsd
`;
