/** Laboratory tests, imaging, procedures and therapies, with other words for each. */
export const TESTS = `
mri: mris, magnetic resonance imaging, mr imaging, mri scan
ct: cat scan, ct scan, computed tomography, computerized tomography
pet scan: positron emission tomography, pet ct
x ray: xray, radiograph, chest x ray, cxr
ultrasound: sonogram, ultrasonography, ultrasound scan
mammogram: mammography
dexa: dxa, bone density scan, bone density test
ecg: ekg, electrocardiogram
echocardiogram: echo, echocardiography
eeg: electroencephalogram
emg: electromyography
stress test: exercise test, treadmill test
angiogram: angiography
arteriogram: arteriography
venogram: venography
myelogram: myelography
cholangiogram: cholangiography, mrcp
catheterization: cardiac catheterization
spirometry: pulmonary function test, pft
sleep study: polysomnography
colonoscopy
sigmoidoscopy
endoscopy: egd, gastroscopy
cystoscopy
bronchoscopy
biopsy
pap smear: pap test, cervical smear
lumbar puncture: spinal tap
hba1c: a1c, hemoglobin a1c, glycated hemoglobin, hgba1c, hb a1c
glucose: blood sugar, blood glucose, sugar level
insulin level
ogtt: glucose tolerance test, oral glucose tolerance test
cbc: complete blood count, full blood count, fbc
bmp: basic metabolic panel
cmp: comprehensive metabolic panel
hemoglobin: hgb
hematocrit: hct
platelet: plt, platelet count
white blood cell: wbc, white cell count, white blood cell count
red blood cell: rbc
lft: liver function test, liver enzymes, liver panel
ast: sgot
alt: sgpt
bilirubin
albumin
creatinine
egfr: gfr, glomerular filtration rate
bun: urea, blood urea nitrogen
sodium
potassium
calcium level: serum calcium
magnesium level: serum magnesium
lipid panel: lipid profile, cholesterol test
cholesterol: total cholesterol
ldl: bad cholesterol, ldl cholesterol
hdl: good cholesterol, hdl cholesterol
triglycerides
tsh: thyroid stimulating hormone
free t4: ft4, t4 level
free t3: ft3, t3 level
cortisol
prolactin
ferritin
iron level: serum iron
b12 level: vitamin b12 level
vitamin d level
crp: c reactive protein
esr: sed rate, sedimentation rate
d dimer
troponin
bnp: nt probnp
inr: prothrombin time
ptt: aptt
psa: prostate specific antigen
lithium level
blood culture
urine culture
stool test: stool sample, fecal test, fit test
upper gi series: barium swallow
lower gi series: barium enema
open reduction: orif
closed reduction
urinalysis: urine test, ua
drug screen: urine drug screen, uds, drug test
pregnancy test: hcg
pcr: pcr test
antigen test: rapid test, rapid antigen test, lateral flow
antibody test: serology
strep test
tb test: tuberculin test, mantoux, ppd test
blood test: blood work, bloodwork, labs
blood pressure: bp
heart rate: pulse, pulse rate, hr
respiratory rate
oxygen saturation: spo2, o2 sat, pulse ox, pulse oximetry
body temperature
weight
bmi: body mass index
phq 9: phq9, patient health questionnaire 9, patient health questionnaire
phq 2: phq2
gad 7: gad7
mmse: mini mental state examination, mini mental
moca: montreal cognitive assessment
ham d: hamd, hdrs, hamilton depression scale, hamilton depression rating scale
ham a: hama, hamilton anxiety scale, hamilton anxiety rating scale
madrs
bdi: beck depression inventory, bdi ii
bai: beck anxiety inventory
pcl 5: pcl5
c ssrs: cssrs, columbia suicide severity rating scale, columbia scale
audit c
gaf
whodas
edeq
mspss
icd code: icd, icd 10, icd 10 code, diagnosis code, diagnostic code
cpt code: cpt, procedure code, billing code
audit questionnaire
cage
dast
y bocs: ybocs
asrs
mdq: mood disorder questionnaire
panss
ymrs: young mania rating scale
epds: edinburgh postnatal depression scale, edinburgh scale
wais
wisc
mmpi
gcs: glasgow coma scale
apgar
mental status exam: mental status examination
risk assessment
pain scale
functional assessment
cbt: cognitive behavioral therapy, cognitive behavioural therapy
cbt i: cbti, cbt for insomnia
dbt: dialectical behavior therapy, dialectical behaviour therapy
act therapy: acceptance and commitment therapy
emdr: eye movement desensitization and reprocessing
ect: electroconvulsive therapy
tms: transcranial magnetic stimulation, rtms
ipt: interpersonal therapy, interpersonal psychotherapy
exposure therapy: erp, exposure and response prevention
psychodynamic: psychodynamic therapy, psychoanalysis
motivational interviewing
mindfulness: mindfulness meditation
family therapy
couples therapy: couple counseling, marriage counseling, couple counselling
group therapy
play therapy
physical therapy: physiotherapy
occupational therapy
speech therapy
radiation therapy: radiotherapy
dialysis
transplant: transplantation
cpap
`;
