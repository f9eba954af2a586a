// The kinds of panels that the dashboards have. Each takes { title, about, unit, targets } and an optional width of 24.
import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

export const datasource = { type: 'prometheus', uid: '${datasource}' };

/** Lines over time. `targets` maps a legend, with `{{label}}` in it, to an expression. */
export function lines(options) {
  const panel = described(new TimeseriesBuilder(), { width: 12, height: 8, ...options });
  for (const target of targetsOf(options)) panel.withTarget(target.range());
  return panel.fillOpacity(8).showPoints(VisibilityMode.Never);
}

/** One number now, with its course behind it. */
export function number(options) {
  const panel = described(new StatBuilder(), { width: 6, height: 4, ...options });
  for (const target of targetsOf(options)) panel.withTarget(target.range());
  return panel
    .graphMode(BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
}

/** Series now, a row each: their labels are the columns. */
export function table(options) {
  const panel = described(new TableBuilder(), { width: 12, height: 8, ...options });
  for (const target of targetsOf(options)) panel.withTarget(target.instant().format(PromQueryFormat.Table));
  return panel;
}

function described(panel, { title, about, unit = 'short', width, height, max }) {
  panel.title(title).description(about).datasource(datasource).unit(unit).span(width).height(height);
  return max === undefined ? panel : panel.min(0).max(max);
}

function targetsOf({ targets }) {
  return Object.entries(targets).map(([legend, expression], at) =>
    new DataqueryBuilder()
      .refId(String.fromCharCode(65 + at))
      .datasource(datasource)
      .expr(expression)
      .legendFormat(legend),
  );
}
