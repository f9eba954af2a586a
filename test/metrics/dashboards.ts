import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('infra', 'grafana', 'generated');

/** One expression of a panel. */
export interface PanelExpression {
  /** Dashboard, panel and legend, for people. */
  readonly title: string;
  readonly expression: string;
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly (Panel & { readonly id: number })[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}

export const dashboards: readonly Dashboard[] = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Dashboard,
);

/** Of a panel, and what fills the choices above it. */
export function expressionsOf({ title, panels, templating }: Dashboard): readonly PanelExpression[] {
  const choices = templating.list.flatMap(({ name, query }) => {
    const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(query) ?? [];
    return metric === undefined
      ? []
      : [{ title: `${title} / choice of ${name}`, expression: `count by (${label!}) (${metric})` }];
  });
  const shown = panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ expr, legendFormat }) => ({
      title: `${title} / ${panel.title} / ${legendFormat}`,
      expression: filled(expr),
    })),
  );
  return [...choices, ...shown];
}

/** Grafana's variables as it fills them in where everything is chosen. */
function filled(expression: string): string {
  return expression
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('"$instance"', '".*"')
    .replaceAll('"$experiment"', '".*"');
}
