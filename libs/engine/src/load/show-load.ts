import { priorities } from '@weir/admission';
import type { Metrics } from '@weir/telemetry';
import type { LoadControl } from './load-control.js';

/** What is under way and waits, for Prometheus. */
export function showLoad({ whenAsked }: Metrics, control: LoadControl): void {
  whenAsked.gauge('weir_ladder_share', 'Share of what an answer can do without that is done now, 0 to 1.', () =>
    control.dimmer.share(),
  );
  if (control.admission === undefined) return;
  const { admission } = control;
  whenAsked.gauge('weir_admission_limit', 'Searches that may be under way at one time.', () => admission.load().limit);
  whenAsked.labelledGauge('weir_admission_in_flight', 'Searches under way.', ['priority'], () => {
    const { underWay } = admission.load();
    return priorities.map((priority) => [{ priority }, underWay[priority]]);
  });
  whenAsked.labelledGauge('weir_admission_queued', 'Searches that wait to begin.', ['priority'], () => {
    const { waiting } = admission.load();
    return priorities.map((priority) => [{ priority }, waiting[priority]]);
  });
}
