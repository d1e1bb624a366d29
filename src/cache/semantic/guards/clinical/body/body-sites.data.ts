/** Parts of the body and organs, in the words of patients and of clinicians. One part a line. */
export const BODY_SITES = `
scalp
forehead
temple
skull: cranium, cranial
brain: cerebral, cerebrum, intracranial
pituitary: pituitary gland
eye: ocular, ophthalmic, eyeball
eyelid
retina: retinal
cornea: corneal
ear: otic, aural
ear canal
eardrum: tympanic membrane, ear drum
inner ear
middle ear
nose: nasal, nostril
sinus: sinuses
cheek
jaw: mandible, mandibular, tmj, temporomandibular joint, jawbone
mouth: oral cavity
lip
tongue
gum: gingiva, gingival
palate
wisdom tooth: wisdom teeth, third molar
molar
premolar
incisor
canine tooth: canine teeth
tooth: teeth, dental
throat: pharynx, pharyngeal
tonsil
vocal cord: larynx, laryngeal, voice box
thyroid: thyroid gland
parathyroid: parathyroid gland
neck: cervical spine, c spine
cervix: uterine cervix
cervical
collarbone: clavicle, collar bone
shoulder
rotator cuff
shoulder blade: scapula
armpit: axilla, axillary, underarm
upper arm: humerus
elbow
forearm
radius: distal radius
ulna
wrist: carpal
finger
thumb: pollex
index finger: forefinger, pointer finger
middle finger
ring finger
little finger: pinky, pinkie
big toe: great toe, hallux
toe
chest: thorax, cxr
breast: mammary
nipple
rib
sternum: breastbone
lung: pulmonary
bronchus: bronchial, bronchi
trachea: windpipe
diaphragm
heart: cardiac, cardio
mitral valve: mitral
aortic valve
tricuspid valve: tricuspid
aorta: aortic
coronary artery: coronary
carotid: carotid artery
femoral artery
upper back: thoracic spine, t spine, mid back
lower back: low back, lumbar, lumbar spine, l spine, lumbosacral
sacrum: sacral
tailbone: coccyx
spine: spinal, spinal column, vertebra, vertebrae, vertebral
spinal cord
abdomen: abdominal, belly
stomach: gastric, tummy
esophagus: gullet, esophageal, food pipe
small intestine: small bowel
large intestine: large bowel, colon, colonic
duodenum: duodenal
bowel: intestine, intestinal, gut
appendix
rectum: rectal
anus: anal
liver: hepatic
gallbladder: gall bladder
bile duct: biliary
pancreas: pancreatic
spleen: splenic
kidney: renal
adrenal: adrenal gland
bladder: urinary bladder
urethra: urethral
ureter
prostate: prostatic
testicle: testicular, testis, testes
scrotum: scrotal
penis: penile
vagina: vaginal
vulva: vulvar
uterus: womb, uterine
ovary: ovarian
fallopian tube
pelvis: pelvic
groin: inguinal
hip
buttock: gluteal, glute
thigh
femur: thighbone, thigh bone, femoral
hamstring
quadriceps
knee
kneecap: patella, patellar
acl: anterior cruciate ligament
pcl: posterior cruciate ligament
mcl: medial collateral ligament
meniscus
shin: tibia, tibial, shinbone, shin bone
fibula
ankle
achilles: achilles tendon
heel: calcaneus
lymph node
bone marrow
ulnar nerve
median nerve
radial nerve
sciatic nerve
optic nerve
vagus nerve
skin: dermal, cutaneous
`;

/** Parts whose word is an everyday word too: counted only beside a word of the body (`my back`, `hand pain`). */
export const EVERYDAY_SITES = `
back
head
face: facial
hand
foot: feet
arm
leg
calf: calves
palm
sole
nail
chin
muscle
bone
joint
`;

/** Phrases with a word of the body that are not about it, and tests that are compared by their name. */
export const NO_SITES = `
-: face mask, face shield, face to face, face covering, on the other hand, second hand, hand over, by heart
-: head of, head office, joint account, joint pain management plan, hand sanitizer, at hand, first hand
-: mother tongue, eye to eye, back pay, on foot, arm of, leg of, hip hop, nail polish, chewing gum, hand wash
-: hand washing, wash hands, wash your hands, wash my hands, skin in the game, rib eye, temple of
-: oral, by mouth, under the tongue, on the skin, under the skin, ear drops, eye drops, nasal spray, nose spray
-: heart rate, prostate specific antigen, thyroid stimulating hormone, cervical smear, spinal tap, lumbar puncture
-: liver function test, liver enzymes, liver panel, pulmonary function test, cardiac catheterization
-: skin patch, eye contact, keep an eye on, eye opening
`;
