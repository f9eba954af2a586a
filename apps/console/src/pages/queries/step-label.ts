const hour = 3_600_000;
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayAndHour = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit' });
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** A step of this length at an axis, in the viewer's zone. */
export function stepLabel(atMs: number, stepMs: number): string {
  if (stepMs < hour) return minute.format(atMs);
  // Midnight of another season is an hour off: the middle of the day is on the right one.
  return stepMs === hour ? dayAndHour.format(atMs) : day.format(atMs + stepMs / 2);
}
