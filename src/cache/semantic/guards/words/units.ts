/** What a unit measures, and how many of that measure's base units one of it is. */
export interface Unit {
  readonly measure: string;
  readonly factor: number;
}

/** measure, then `name name ... = factor` of each unit. Currencies and other counts are measures of their own. */
const TABLE: Readonly<Record<string, string>> = {
  mass:
    'kg kilo kilos kilogram kilograms kilogramme=1000 g gram grams gramme=1 mg milligram milligrams=0.001 ' +
    'mcg µg ug microgram micrograms=0.000001 lb lbs=453.59237 oz ounce ounces=28.349523125 tonne tonnes=1000000',
  length:
    'km kilometer kilometers kilometre kilometres=1000 m meter meters metre metres=1 cm centimeter centimeters ' +
    'centimetre centimetres=0.01 mm millimeter millimeters millimetre millimetres=0.001 mi mile miles=1609.344 ' +
    'yd yard yards=0.9144 ft foot feet=0.3048 inch inches=0.0254',
  volume:
    'l liter liters litre litres=1 ml milliliter milliliters millilitre millilitres=0.001 dl=0.1 cl=0.01 ' +
    'gallon gallons gal=3.785411784 pint pints=0.473176473 cup cups=0.2365882365',
  time:
    'ms millisecond milliseconds=0.001 s sec secs second seconds=1 min mins minute minutes=60 h hr hrs hour hours=3600 ' +
    'day days=86400 week weeks=604800',
  // A month has no fixed number of days.
  months: 'month months=1 quarter quarters=3 year years yr yrs=12 decade decades=120',
  data:
    'byte bytes=1 kb kilobyte kilobytes=1000 mb megabyte megabytes=1000000 gb gigabyte gigabytes=1000000000 ' +
    'tb terabyte terabytes=1000000000000',
  bandwidth: 'kbps=1000 mbps=1000000 gbps=1000000000',
  frequency: 'hz=1 khz=1000 mhz=1000000 ghz=1000000000',
  power: 'w watt watts=1 kw kilowatt kilowatts=1000',
  energy: 'kcal=1 cal calorie calories=1 kwh=860420',
  celsius: '°c celsius centigrade=1',
  fahrenheit: '°f fahrenheit=1',
  degree: '° degree degrees=1',
  percent: '% percent pct percentage=1',
  usd: '$ usd dollar dollars buck bucks=1 cent cents=0.01',
  eur: '€ eur euro euros=1',
  gbp: '£ gbp pound pounds quid=1',
  jpy: '¥ jpy yen=1',
  inr: '₹ inr rupee rupees=1',
  chf: 'chf franc francs=1',
  cad: 'cad=1',
  aud: 'aud=1',
  iu: 'iu=1',
  mmol: 'mmol=1',
};

const UNITS: ReadonlyMap<string, Unit> = readTable();

/** The unit a lower-case word names. */
export function unitOf(word: string): Unit | undefined {
  return UNITS.get(word);
}

function readTable(): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const [measure, list] of Object.entries(TABLE)) {
    let names: string[] = [];
    for (const word of list.split(' ')) {
      const [name = '', factor] = word.split('=');
      names.push(name);
      if (factor === undefined) continue;
      for (const each of names) units.set(each, { measure, factor: Number(factor) });
      names = [];
    }
  }
  return units;
}
