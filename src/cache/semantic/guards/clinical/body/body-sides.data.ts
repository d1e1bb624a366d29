/** Words of place that always mean a side of the body, or never mean anything else that matters. */
export const SIDES = `
both sides: bilateral, bilaterally, both
one side: unilateral, unilaterally, one sided
left: left sided, left side, left hand side, lhs, lt, left lateral, levo
right: right sided, right side, right hand side, rhs, rt
anterior: anteriorly, ventral
posterior: posteriorly, dorsal
medial: medially
lateral: laterally
proximal: proximally
distal: distally
contralateral: opposite side
ipsilateral: same side
right upper: ruq, right upper quadrant, rue, right upper extremity, rul, right upper lobe
left upper: luq, left upper quadrant, lue, left upper extremity, lul, left upper lobe
right lower: rlq, right lower quadrant, rle, right lower extremity, rll, right lower lobe
left lower: llq, left lower quadrant, lle, left lower extremity, lll, left lower lobe
`;

/** Words of place that are everyday words: counted only right before a part of the body (`lower lip`). */
export const PLACES_BEFORE_A_SITE = `
upper: superior
lower: inferior
inner: inside of, inside
outer: outside of, outside
front: front of
back of: rear
top: top of
bottom: bottom of, underside of
`;

/** Nouns that make the place before them one of the body, beside the parts of the body themselves. */
export const SIDED_NOUNS = `
[noun]: quadrant, limb, extremity, lobe, hemisphere, ventricle, atrium, hemiparesis, weakness, paralysis, numbness
[noun]: extremities, side, sided, flank, body, half, gi tract, respiratory tract, respiratory infection, gi bleed
[noun]: abdomen, pain, facial droop, handed, breast, bundle branch block, heart failure, leg, arm, hand, foot, face
[noun]: head, calf, palm, sole, bone, joint, muscle, tooth, teeth, temple, airway, endoscopy, jaw, dvt, tonsil
[noun]: hip replacement, mastectomy, nephrectomy, ear, eye, acl, tibial plateau, malleolus, condyle, ulnar, radial
`;
