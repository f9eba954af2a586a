import type { LoggedRound } from '@weir/statistics';
import { readTable } from './read-table.js';

/** Numbers for the items and positions of logs that are read together, in the order in which they were first met. */
export interface LogNames {
  readonly items: Map<string, number>;
  readonly positions: Map<string, number>;
}

/**
 * Impressions of the Open Bandit data set's layout: one row each with `item_id`, `position`, `propensity_score` and `click`.
 * The position is the round's context: the policies look at nothing else of a shopper.
 */
export async function readBanditLog(file: string, names: LogNames): Promise<LoggedRound[]> {
  const rounds: LoggedRound[] = [];
  for await (const row of readTable(file, ['item_id', 'position', 'propensity_score', 'click'])) {
    const propensity = row.number('propensity_score');
    if (!(propensity > 0 && propensity <= 1)) {
      throw new Error(
        `${file}, line ${row.line}: propensity_score is ${propensity}, but must be above 0 and at most 1.`,
      );
    }
    const reward = row.number('click');
    if (reward < 0) throw new Error(`${file}, line ${row.line}: click is ${reward}, but must not be negative.`);
    rounds.push({
      context: numbered(names.positions, row.cell('position')),
      action: numbered(names.items, row.cell('item_id')),
      propensity,
      reward,
    });
  }
  return rounds;
}

/** The group of each item, by number: those with the same cell in `column`. Items that the file lacks are one group. */
export async function readItemGroups(
  file: string,
  { column, items }: { readonly column: string; readonly items: ReadonlyMap<string, number> },
): Promise<number[]> {
  const groups = new Array<number>(items.size).fill(0);
  const numbers = new Map<string, number>([['', 0]]);
  for await (const row of readTable(file, ['item_id', column])) {
    const item = items.get(row.cell('item_id'));
    if (item !== undefined) groups[item] = numbered(numbers, row.cell(column));
  }
  return groups;
}

function numbered(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}
