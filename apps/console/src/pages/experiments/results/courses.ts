import type { Message } from '../../../api/client';

export interface CoursePoint {
  readonly atMs: number;
  readonly units: number;
  readonly effect: number;
  readonly interval: Message<'Interval'> | undefined;
}

/** The course of one variant against the control, without the moments at which there was nothing to compare. */
export interface Course {
  readonly variant: string;
  readonly points: readonly CoursePoint[];
}

export function coursesOf({ points }: Message<'GetTimelineResponse'>): readonly Course[] {
  const preferred = points.flatMap(({ at_ms: atMs, preference }): CoursePoint[] =>
    preference === undefined || preference.units < 2
      ? []
      : [{ atMs, units: preference.units, effect: preference.preference, interval: preference.sequential }],
  );
  const challenger = points.find(({ preference }) => preference !== undefined)?.preference?.challenger;
  if (challenger !== undefined) return [{ variant: challenger, points: preferred }];
  const variants = [...new Set(points.flatMap((point) => point.variants.map(({ variant }) => variant)))].slice(1);
  return variants.map((variant) => ({
    variant,
    points: points.flatMap(({ at_ms: atMs, variants: all }): CoursePoint[] => {
      const comparison = all.find((each) => each.variant === variant)?.comparison;
      if (comparison?.problem !== '') return [];
      const units = all.reduce((sum, each) => sum + each.units, 0);
      return [{ atMs, units, effect: comparison.effect, interval: comparison.sequential }];
    }),
  }));
}
