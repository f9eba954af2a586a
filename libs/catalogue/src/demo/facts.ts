import type { Department, ProductType } from './department.js';
import { departments } from './departments/all.js';
import { Random } from './random.js';

/** What is true of one product of the demonstration shop: its texts and the judgments both follow from it. */
export interface Facts {
  readonly id: string;
  /** Products that differ only in the facet that their type `varies` by share a family. */
  readonly family: number;
  readonly department: Department;
  readonly type: ProductType;
  /** The name that its title uses for the type: the usual one, or one of `also`. */
  readonly calledBy: string;
  readonly brand: string;
  readonly priceLevel: number;
  readonly series: string;
  readonly model: string;
  readonly facets: Readonly<Record<string, string>>;
  /** Two of the type's uses. */
  readonly uses: readonly string[];
}

/** The products of the shop one after the other, without end. */
export function* shopFacts(seed: number): Generator<Facts, never, undefined> {
  let number = 0;
  for (let family = 0; ; family += 1) {
    for (const facts of familyFacts(seed, family)) {
      number += 1;
      yield { ...facts, id: `${facts.department.code}${String(number).padStart(6, '0')}` };
    }
  }
}

const shelves = departments.flatMap((department) =>
  department.types.map((type) => ({ department, type, weight: department.share / department.types.length })),
);
const allWeight = shelves.reduce((sum, { weight }) => sum + weight, 0);

function familyFacts(seed: number, family: number): Omit<Facts, 'id'>[] {
  const random = new Random(seed, family);
  const { department, type } = shelf(random.next() * allWeight);
  const [brand, priceLevel] = random.pickEarly(department.brands);
  const common = {
    family,
    department,
    type,
    calledBy: type.also !== undefined && random.chance(0.25) ? random.pick(type.also) : type.name,
    brand,
    priceLevel,
    series: random.pick(department.series),
    model: modelNumber(brand, random),
    uses: random.sample(type.uses, 2),
  };
  const facets = Object.fromEntries(
    Object.entries(type.facets).map(([name, values]) => [name, random.pickEarly(values)]),
  );
  const { varies } = type;
  if (varies === undefined) return [{ ...common, facets }];
  const variants = random.sample(type.facets[varies]!, 1 + random.below(4));
  return variants.map((value) => ({ ...common, facets: { ...facets, [varies]: value } }));
}

function shelf(point: number): (typeof shelves)[number] {
  let sum = 0;
  return shelves.find(({ weight }) => (sum += weight) > point) ?? shelves.at(-1)!;
}

/** Letters of the brand and some digits, in a few of the ways in which makers write them: `TQ-4210`, `TQ450B`. */
function modelNumber(brand: string, random: Random): string {
  const consonants = brand.toUpperCase().replace(/[^B-DF-HJ-NP-TV-Z]/g, '');
  const letters = consonants.slice(0, 1) + consonants.charAt(1 + random.below(Math.max(1, consonants.length - 1)));
  const digits = random.chance(0.5) ? 100 + random.below(900) : 1000 + 10 * random.below(900);
  const suffix = random.chance(0.3) ? random.pick(['B', 'S', 'X', 'E']) : '';
  return `${letters}${random.chance(0.6) ? '-' : ''}${digits}${suffix}`;
}
