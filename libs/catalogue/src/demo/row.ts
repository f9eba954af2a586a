import type { RowFields } from '../row.js';
import type { Facts } from './facts.js';
import { Random } from './random.js';
import { article, inText, pluralOf, titleCase } from './words.js';

const openings = [
  'The {series} {type} from {brand} is made for {use}.',
  '{brand} built this {type} for {use}, and it does well at {use2} too.',
  'Made with {use} in mind: the {brand} {series} {type}.',
  'If you need {a type} for {use}, look no further than the {model}.',
  'A {other} that makes {use} easier, by {brand}.',
  'Our {series} line has been a favorite for {use} for years; this {type} shows why.',
];
const closings = [
  'Great for {use} and {use2}.',
  'Customers buy it for {use2}.',
  'Pairs well with {related}.',
  'A sound choice for {use2}.',
  'Ask us if you are not sure which one fits.',
];

/** Stream numbers of the texts lie far from those of the families. */
const textStream = 0x40000000;
const day = 86_400_000;
const firstDay = Date.UTC(2019, 0, 1);
const days = 2860;

/** A product as a row of a catalogue file, in the fields that shops commonly export. */
export function rowOf(facts: Facts, seed: number): RowFields {
  const variant = Number(facts.id.slice(2));
  // Texts are the family's, numbers the variant's.
  const random = new Random(seed, textStream + facts.family);
  const numbers = new Random(seed ^ 0x5bd1e995, variant);
  const fill = filler(facts, random);
  const { type, department } = facts;
  const features = random.sample(type.features, 4).map(fill);
  const released = firstDay + random.below(days) * day;
  const wanted = 3.2 + 1.5 * numbers.normal() + (0.4 * (released - firstDay)) / (days * day);
  const rated = Math.floor(Math.exp(Math.max(0, wanted)) - 1);
  return {
    _id: facts.id,
    title: fill(random.pick(type.titles)),
    brand: facts.brand,
    category: [department.name, ...type.path],
    description: [random.pick(openings), features[0]!, random.pick(closings)].map(fill).join(' '),
    bullet_points: [...features, fill(random.pick(department.promises))],
    price: priceOf(facts, random),
    currency: 'USD',
    stock: numbers.chance(0.07) ? 0 : 1 + numbers.below(240),
    ...(rated > 0 ? { rating: ratingOf(facts, numbers), rating_count: rated } : {}),
    popularity: Math.round(Math.exp(0.8 * wanted + 0.4 * numbers.normal()) * 10) / 10,
    released: new Date(released).toISOString().slice(0, 10),
    model: facts.model,
    ...Object.fromEntries(Object.entries(facts.facets).map(([name, value]) => [fieldName(name), value])),
  };
}

/** A facet's name as a field of the row. */
export function fieldName(facet: string): string {
  return facet.replaceAll(' ', '_');
}

function filler(facts: Facts, random: Random): (template: string) => string {
  const { type } = facts;
  const plural = facts.calledBy === type.name ? (type.plural ?? pluralOf(type.name)) : pluralOf(facts.calledBy);
  const other = facts.calledBy === type.name ? (type.also?.[0] ?? type.name) : type.name;
  const values: Readonly<Record<string, string>> = {
    ...facts.facets,
    brand: facts.brand,
    series: facts.series,
    model: facts.model,
    use: facts.uses[0]!,
    use2: facts.uses[1] ?? facts.uses[0]!,
    other: inText(other),
    related: inText(pluralOf(random.pick(type.related ?? [type.name]))),
    'a type': `${article(facts.calledBy)} ${inText(facts.calledBy)}`,
  };
  return (template) => {
    const isTitle = type.titles.includes(template);
    const named = (name: string): string => (isTitle ? titleCase(name) : inText(name));
    return template.replace(/\{([^}]+)\}/g, (_, slot: string) => {
      if (slot === 'type') return named(facts.calledBy);
      if (slot === 'types') return named(plural);
      const value = values[slot];
      if (value === undefined) throw new Error(`The template "${template}" of ${type.name} names no fact: ${slot}.`);
      return value;
    });
  };
}

/** Between the type's bounds by the facets that cost, scaled by the brand, ended as shops end prices. */
function priceOf({ type, facets, priceLevel }: Facts, random: Random): number {
  const steps = (type.grows ?? []).map((name) => {
    const values = type.facets[name]!;
    return values.indexOf(facets[name]!) / Math.max(1, values.length - 1);
  });
  const worth = steps.length === 0 ? 0.5 : steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const [low, high] = type.price;
  const price = low * (high / low) ** (0.7 * worth + 0.3 * random.next()) * priceLevel;
  return Math.max(1, Math.round(price)) - (price < 20 && random.chance(0.3) ? 0.51 : 0.01);
}

function ratingOf({ priceLevel }: Facts, random: Random): number {
  const rating = 4.2 + 0.25 * (priceLevel - 1) + 0.35 * random.normal();
  return Math.round(Math.max(2.3, Math.min(5, rating)) * 10) / 10;
}
