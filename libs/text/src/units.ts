/** A unit of measure: how its measures are written (`0.5in`) and the word that stands for it alone (`inch`). */
export interface Unit {
  readonly symbol: string;
  readonly word: string;
}

/** The unit that a folded word names after a number, if any. */
export function unitOf(word: string): Unit | undefined {
  return byName.get(word);
}

/** Everything that is read as the unit of this word behind a number (`pound`: lb, lbs, pounds, ...), but for its mark. */
export function unitNames(word: string): readonly string[] {
  return namesOf.get(word) ?? [];
}

export const inch: Unit = { symbol: 'in', word: 'inch' };
export const foot: Unit = { symbol: 'ft', word: 'foot' };

/** Symbol, word (as its stem) and further spellings. */
const units: readonly (readonly string[])[] = [
  ['yd', 'yard', 'yds', 'yards'],
  ['mm', 'millimet', 'millimeter', 'millimeters', 'millimetre', 'millimetres'],
  ['cm', 'centimet', 'centimeter', 'centimeters', 'centimetre', 'centimetres'],
  ['m', 'meter', 'meter', 'meters', 'metre', 'metres', 'mtr'],
  ['km', 'kilomet', 'kilometer', 'kilometers', 'kilometre', 'kilometres'],
  ['mi', 'mile', 'mile', 'miles'],
  ['lb', 'pound', 'lbs', 'pounds'],
  ['oz', 'ounc', 'ounce', 'ounces'],
  ['g', 'gram', 'gram', 'grams', 'gm'],
  ['kg', 'kilogram', 'kgs', 'kilogram', 'kilograms', 'kilo', 'kilos'],
  ['gal', 'gallon', 'gals', 'gallons'],
  ['qt', 'quart', 'qts', 'quarts'],
  ['pt', 'pint', 'pint', 'pints'],
  ['l', 'liter', 'liter', 'liters', 'litre', 'litres', 'ltr'],
  ['ml', 'millilit', 'milliliter', 'milliliters', 'millilitre', 'millilitres'],
  ['v', 'volt', 'volts'],
  ['w', 'watt', 'watts'],
  ['kw', 'kilowatt', 'kilowatts'],
  ['a', 'amp', 'amps', 'ampere', 'amperes'],
  ['mah', 'mah'],
  ['hz', 'hertz'],
  ['khz', 'khz'],
  ['mhz', 'mhz'],
  ['ghz', 'ghz'],
  ['hp', 'horsepow', 'horsepower'],
  ['btu', 'btu', 'btus'],
  ['kb', 'kb', 'kilobyte', 'kilobytes'],
  ['mb', 'mb', 'megabyte', 'megabytes'],
  ['gb', 'gb', 'gigabyte', 'gigabytes', 'gig', 'gigs'],
  ['tb', 'tb', 'terabyte', 'terabytes'],
  ['mp', 'megapixel', 'megapixels'],
  ['ga', 'gaug', 'gauge'],
  ['psi', 'psi'],
  ['cfm', 'cfm'],
  ['rpm', 'rpm'],
  ['dpi', 'dpi'],
  ['pack', 'pack', 'pk', 'packs', 'pks'],
  ['ct', 'count', 'cnt'],
  ['pc', 'piec', 'pcs', 'piece', 'pieces'],
  ['yr', 'year', 'yrs', 'years'],
];

const byName = new Map<string, Unit>();
for (const name of ['in', 'inch', 'inches', 'ins']) byName.set(name, inch);
for (const name of ['ft', 'foot', 'feet']) byName.set(name, foot);
for (const [symbol = '', word = '', ...spellings] of units) {
  const unit = { symbol, word };
  for (const name of [symbol, word, ...spellings]) byName.set(name, unit);
}

const namesOf = new Map<string, string[]>();
for (const [name, { word }] of byName) namesOf.set(word, [...(namesOf.get(word) ?? []), name]);
