import { writeFileSync } from 'node:fs';

/** A row of the test's own catalogue. */
export interface ShopRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly category: string;
  readonly price: number;
  readonly rating: number;
  readonly color: string;
}

const kinds = [
  ['cordless drill', 'Tools > Drills'],
  ['hand saw', 'Tools > Saws'],
  ['running shoes', 'Shoes > Running'],
  ['desk lamp', 'Home > Lighting'],
  ['espresso machine', 'Kitchen > Coffee'],
] as const;
const brands = ['Norwood', 'Altair', 'Kestrel', 'Fennel'];
const colors = ['red', 'blue', 'green'];

/** Forty products of each kind: everything about them follows from their number. */
export const shop: readonly ShopRow[] = Array.from({ length: 200 }, (_, number) => {
  const [kind, category] = kinds[number % kinds.length]!;
  const brand = brands[number % brands.length]!;
  const color = colors[number % colors.length]!;
  return {
    id: `p${number}`,
    title: `${brand} ${color} ${kind} ${number}`,
    description: `A ${kind} for every day, series ${Math.floor(number / 10)}.`,
    brand,
    category,
    price: 10 + number,
    rating: 1 + (number % 5),
    color,
  };
});

/** Writes the shop as JSON lines. */
export function writeShop(file: string): void {
  writeFileSync(file, shop.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
