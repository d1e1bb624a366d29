/** What a unit measures, and how many of the base unit it is. Equal amounts in other units of a measure are equal. */
export interface Unit {
  readonly measure: string;
  readonly factor: number;
}

const TABLE = `
mass 0.001 ng nanogram
mass 1 mcg microgram \u03bcg ug mikrogram
mass 1000 mg milligram mgs milligramme
mass 1000000 g gram gm gramme
mass 1000000000 kg kilogram kilo kgs
mass 453592370 lb pound lbs
volume 1 ml milliliter millilitre cc mls
volume 100 dl deciliter
volume 1000 l liter litre
volume 5 tsp teaspoon
volume 15 tbsp tablespoon
iu 1 iu
units 1 unit u
meq 1 meq milliequivalent
mmol 1 mmol millimole
mmol 1000 mol mole
mmol 0.001 \u03bcmol umol micromol mcmol
percent 1 % percent pct
puffs 1 puff
drops 1 drop gtt
sprays 1 spray
tablets 1 tablet tab pill caplet
capsules 1 capsule cap
patches 1 patch
pressure 1 mmhg
energy 1 kcal calorie
beats 1 bpm
length 1 mm millimeter millimetre
length 10 cm centimeter centimetre
`;

/** By the unit's singular in lower case. */
export const UNITS: ReadonlyMap<string, Unit> = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [measure = '', factor = '', ...names] = line.split(' ');
      return names.map((name) => [name, { measure, factor: Number(factor) }] as const);
    }),
);
