// What all dashboards have in common: the choice of a Prometheus and of processes, rows of panels, a link to the others.
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource } from './panels.mjs';

/**
 * @param {{ uid: string, title: string, about: string, variables?: QueryVariableBuilder[], rows: Record<string, object[]> }} options
 *   `rows` maps the title of a row to its panels, in order
 */
export function dashboard({
  uid,
  title,
  about,
  variables = [choice('instance', 'Process', 'weir_requests_total')],
  rows,
}) {
  const made = new DashboardBuilder(`Weir: ${title}`)
    .uid(uid)
    .description(about)
    .tags(['weir'])
    .timezone('browser')
    .refresh('30s')
    .time({ from: 'now-1h', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .link(
      new DashboardLinkBuilder('Weir')
        .type(DashboardLinkType.Dashboards)
        .tags(['weir'])
        .asDropdown(true)
        .keepTime(true),
    )
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  for (const variable of variables) made.withVariable(variable);
  for (const [name, panels] of Object.entries(rows)) {
    made.withRow(new RowBuilder(name));
    for (const panel of panels) made.withPanel(panel);
  }
  const built = made.build();
  // The same numbers each time: links to a panel go on working.
  for (const [at, panel] of built.panels.entries()) panel.id = at + 1;
  return built;
}

/** A choice of the values that a label of a metric has: all, unless some are chosen. */
export function choice(name, label, metric) {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(datasource)
    .query(`label_values(${metric}, ${name})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
}
