/** Substances of heart, metabolism, lungs, stomach, hormones, blood and skin, with their trade names. */
export const MEDICAL_DRUGS = `
lisinopril: zestril, prinivil
enalapril: vasotec
ramipril: altace, tritace
captopril: capoten
benazepril: lotensin
perindopril: coversyl
losartan: cozaar
valsartan: diovan
olmesartan: benicar
candesartan: atacand
irbesartan: avapro
telmisartan: micardis
sacubitril valsartan: entresto
metoprolol
metoprolol succinate: toprol
metoprolol tartrate: lopressor
atenolol: tenormin
bisoprolol: zebeta
carvedilol: coreg
nebivolol: bystolic
labetalol: trandate
sotalol: betapace
timolol: timoptic
amlodipine: norvasc
nifedipine: adalat, procardia
diltiazem: cardizem
verapamil: calan
hydralazine: apresoline
minoxidil: rogaine, loniten
isosorbide: imdur
nitroglycerin: nitrostat, glyceryl trinitrate, gtn
digoxin: lanoxin
amiodarone: cordarone
flecainide: tambocor
hydrochlorothiazide: hctz, microzide
chlorthalidone: chlortalidone
furosemide: lasix, frusemide
bumetanide: bumex
torsemide: demadex
spironolactone: aldactone
eplerenone: inspra
atorvastatin: lipitor
rosuvastatin: crestor
simvastatin: zocor
pravastatin: pravachol
ezetimibe: zetia
fenofibrate: tricor
gemfibrozil: lopid
warfarin: coumadin
apixaban: eliquis
rivaroxaban: xarelto
dabigatran: pradaxa
edoxaban: savaysa
heparin
enoxaparin: lovenox, clexane
clopidogrel: plavix
ticagrelor: brilinta
prasugrel: effient
metformin: glucophage
glipizide: glucotrol
glimepiride: amaryl
glyburide: glibenclamide, diabeta
gliclazide: diamicron
pioglitazone: actos
sitagliptin: januvia
linagliptin: tradjenta
empagliflozin: jardiance
dapagliflozin: farxiga, forxiga
canagliflozin: invokana
semaglutide: ozempic
wegovy
rybelsus
tirzepatide: mounjaro
zepbound
liraglutide: victoza
saxenda
dulaglutide: trulicity
exenatide: byetta
insulin
insulin glargine: glargine, lantus, basaglar
toujeo
insulin lispro: lispro, humalog
insulin aspart: aspart, novolog, novorapid
insulin detemir: detemir, levemir
insulin degludec: degludec, tresiba
levothyroxine: synthroid, l thyroxine, eltroxin, levoxyl, thyroxine
liothyronine: cytomel
methimazole: tapazole
carbimazole
propylthiouracil: ptu
prednisone: deltasone
prednisolone: orapred
methylprednisolone: medrol
dexamethasone: decadron
hydrocortisone: cortef, solu cortef
betamethasone: diprolene
fluticasone: flonase, flovent
budesonide: pulmicort
mometasone: nasonex
triamcinolone: kenalog
fludrocortisone: florinef
albuterol: salbutamol, ventolin, proair
salmeterol: serevent
fluticasone salmeterol: advair, seretide
budesonide formoterol: symbicort
formoterol
tiotropium: spiriva
ipratropium: atrovent
montelukast: singulair
theophylline
omeprazole: prilosec, losec
esomeprazole: nexium
lansoprazole: prevacid
pantoprazole: protonix
famotidine: pepcid
ranitidine: zantac
ondansetron: zofran
metoclopramide: reglan
loperamide: imodium
bisacodyl: dulcolax
polyethylene glycol: miralax
senna: senokot
docusate: colace
simethicone: gas x
bismuth subsalicylate: pepto bismol
cetirizine: zyrtec
loratadine: claritin
claritin d
zyrtec d
allegra d
fexofenadine: allegra
diphenhydramine: benadryl
pseudoephedrine: sudafed
dextromethorphan: robitussin, delsym
guaifenesin: mucinex
epinephrine: adrenaline, epipen
norepinephrine: noradrenaline, levophed
estradiol: estrace, oestradiol
progesterone: prometrium
medroxyprogesterone: depo provera, provera
levonorgestrel: plan b, mirena
testosterone: androgel
finasteride: proscar
propecia
tamsulosin: flomax
sildenafil: viagra
revatio
tadalafil: cialis
oxybutynin: ditropan
tolterodine: detrol
alendronate: fosamax, alendronic acid
denosumab: prolia
xgeva
allopurinol: zyloprim
colchicine: colcrys
methotrexate: trexall
mtx
hydroxychloroquine: plaquenil
chloroquine: aralen
sulfasalazine: azulfidine
azathioprine: imuran
mycophenolate: cellcept
cyclosporine: ciclosporin, neoral
tacrolimus: prograf
adalimumab: humira
infliximab: remicade
etanercept: enbrel
rituximab: rituxan
tamoxifen: nolvadex
anastrozole: arimidex
letrozole: femara
imatinib: gleevec
isotretinoin: accutane, roaccutane
tretinoin: retin a
botulinum toxin: botox
vitamin a
vitamin b6: pyridoxine
vitamin b12: cobalamin, cyanocobalamin
vitamin c: ascorbic acid
vitamin d: cholecalciferol, vitamin d3
vitamin e
vitamin k
thiamine: vitamin b1
folic acid: folate
ferrous sulfate: iron tablets, iron supplement
calcium
magnesium
potassium chloride
probiotic
omega 3: fish oil
grapefruit: grapefruit juice
dairy: milk, dairy products
breast milk
green tea
protein powder
creatine
ashwagandha
turmeric: curcumin
ginkgo: ginkgo biloba
zinc
`;
