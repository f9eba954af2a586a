import type { Department, ProductType } from './department.js';
import type { Facts } from './facts.js';
import type { Random } from './random.js';
import { pluralOf } from './words.js';

/** What a shopper of the demonstration shop wants. A product of the type that meets every condition is what they meant. */
export interface Intent {
  readonly type: ProductType;
  readonly brand?: string;
  readonly facets?: Readonly<Record<string, string>>;
  readonly use?: string;
  /** The very product, in any of its variants. */
  readonly family?: number;
}

export interface QueryDraft {
  readonly kind: QueryKind;
  readonly text: string;
  readonly intent: Intent;
  /** Of the type: where products that are mistaken for it stand. */
  readonly department: Department;
}

/** How many queries of each kind are drawn of about 200, as shoppers of a general shop type them. */
const kinds = {
  type: 34,
  synonym: 26,
  'brand and type': 24,
  attribute: 38,
  'two attributes': 20,
  'brand and attribute': 12,
  misspelt: 18,
  'model number': 12,
  use: 12,
  accessory: 4,
} as const;

export type QueryKind = keyof typeof kinds;

/** Draws queries about products of the shop; the same product list and random numbers give the same queries. */
export function drawQueries(shop: readonly Facts[], random: Random): QueryDraft[] {
  const drafts = new Map<string, QueryDraft>();
  for (const [kind, wanted] of Object.entries(kinds) as [QueryKind, number][]) {
    // A small shop has not enough to ask for.
    for (let found = 0, tries = 0; found < wanted && tries < wanted * 50; tries += 1) {
      const draft = draw(kind, random.pick(shop), random);
      if (draft === undefined || drafts.has(draft.text)) continue;
      drafts.set(draft.text, draft);
      found += 1;
    }
  }
  return [...drafts.values()];
}

function draw(kind: QueryKind, facts: Facts, random: Random): QueryDraft | undefined {
  const { type, brand } = facts;
  const name = random.chance(0.35) ? (type.plural ?? pluralOf(type.name)) : type.name;
  const make = (text: string | undefined, intent: Omit<Intent, 'type'> = {}): QueryDraft | undefined =>
    text === undefined
      ? undefined
      : { kind, text: text.toLowerCase(), intent: { type, ...intent }, department: facts.department };
  switch (kind) {
    case 'type':
      return make(name);
    case 'synonym':
      return make(type.also === undefined ? undefined : random.pick(type.also));
    case 'brand and type':
      return make(`${brand} ${name}`, { brand });
    case 'attribute': {
      const facets = someFacets(facts, 1, random);
      return make(withFacets(name, facets), { facets });
    }
    case 'two attributes': {
      const facets = someFacets(facts, 2, random);
      return make(withFacets(name, facets), { facets });
    }
    case 'brand and attribute': {
      const facets = someFacets(facts, 1, random);
      return make(`${brand} ${withFacets(name, facets)}`, { brand, facets });
    }
    case 'misspelt':
      return random.chance(0.7) ? make(misspell(name, random)) : make(misspell(`${brand} ${name}`, random), { brand });
    case 'model number':
      return make(random.chance(0.5) ? `${brand} ${facts.model}` : facts.model.replace('-', ''), {
        brand,
        family: facts.family,
      });
    case 'use': {
      const use = random.pick(facts.uses);
      return make(`${name} for ${use}`, { use });
    }
    case 'accessory':
      return make(type.accessoryOf === undefined ? undefined : `${name} for ${random.pick(type.accessoryOf)}`);
  }
}

function someFacets({ facets }: Facts, count: number, random: Random): Record<string, string> {
  return Object.fromEntries(random.sample(Object.entries(facets), count));
}

/** What one says after the thing rather than before it. */
const after = new Set(['pack size', 'pieces', 'size', 'gender', 'players', 'age', 'kit', 'length']);

function withFacets(name: string, facets: Readonly<Record<string, string>>): string {
  const before: string[] = [];
  const behind: string[] = [];
  for (const [facet, value] of Object.entries(facets)) {
    if (facet === 'gender') before.unshift(value === 'Women' ? "women's" : "men's");
    else if (facet === 'size' && /^\d{1,2}$/.test(value)) behind.push(`size ${value}`);
    else if (facet === 'color') before.unshift(value);
    else if (after.has(facet)) behind.push(value);
    else before.push(value);
  }
  return [...before, name, ...behind].join(' ');
}

/** One slip of the finger in one of the longer words: a letter lost, doubled or changed places with the next. */
function misspell(text: string, random: Random): string | undefined {
  const words = text.split(' ');
  const long = words.map((word, at) => ({ word, at })).filter(({ word }) => /^\p{L}{5,}$/u.test(word));
  if (long.length === 0) return undefined;
  const { word, at } = random.pick(long);
  const spot = 1 + random.below(word.length - 3);
  const letters = Array.from(word);
  switch (random.below(3)) {
    case 0:
      letters.splice(spot, 1);
      break;
    case 1:
      letters.splice(spot, 0, letters[spot]!);
      break;
    default:
      if (letters[spot] === letters[spot + 1]) return undefined;
      [letters[spot], letters[spot + 1]] = [letters[spot + 1]!, letters[spot]!];
  }
  words[at] = letters.join('');
  return words.join(' ');
}
