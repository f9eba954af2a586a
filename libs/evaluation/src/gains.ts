/** What a grade is worth. */
export type Gain = (grade: number) => number;

/** 2^grade - 1 (Burges et al. 2005): the default of `weir eval`. */
export function exponentialGain(grade: number): number {
  return 2 ** grade - 1;
}

/** The grade itself, as trec_eval's ndcg has it. */
export function linearGain(grade: number): number {
  return grade;
}

/** A gain a grade; a grade that the table lacks throws a RangeError that names it. */
export function tableGain(table: ReadonlyMap<number, number>): Gain {
  return (grade) => {
    const gain = table.get(grade);
    if (gain === undefined) {
      throw new RangeError(
        `No gain for grade ${grade}: the table has ${[...table.keys()].join(', ')}. Add it, or use exponential or linear gains.`,
      );
    }
    return gain;
  };
}

/**
 * Reads `exponential`, `linear` or a table such as `3=1,2=0.1,1=0.01,0=0`. In a table grade 0 is worth 0 unless it is
 * listed. Throws a RangeError that says what is wrong.
 */
export function parseGains(text: string): Gain {
  if (text === 'exponential') return exponentialGain;
  if (text === 'linear') return linearGain;
  const table = new Map([[0, 0]]);
  for (const pair of text.split(',')) {
    const match = /^\s*(-?[\d.]+)\s*=\s*(-?[\d.eE+-]+)\s*$/.exec(pair);
    const [grade, gain] = [Number(match?.[1]), Number(match?.[2])];
    if (match === null || Number.isNaN(grade) || Number.isNaN(gain)) {
      throw new RangeError(
        `Gains "${text}" are not read: give exponential, linear, or grade=gain pairs such as 3=1,2=0.1,1=0.01,0=0.`,
      );
    }
    table.set(grade, gain);
  }
  return tableGain(table);
}
