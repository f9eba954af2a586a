import type { DegradeReport } from './report.js';
import type { DegradeStep } from './step.js';

const width = 960;
const height = 420;
const gap = 72;
const panel = { width: (width - 3 * gap) / 2, height: 270, top: 84 };
const colours = { with: '#0b7285', without: '#c92a2a', grid: '#dee2e6', text: '#343a40' };

/** Two panels over the offered load: quality of all that was offered, and what was answered in time. */
export function degradeChart(report: DegradeReport): string {
  const { with: ladder, without, capacity_per_s: capacity, deadline_ms: deadline, catalogue } = report;
  const all = [...ladder, ...without];
  const most = Math.max(...all.map(({ multiple }) => multiple));
  const quality = panelOf(gap, {
    title: 'NDCG@10, refused and late searches counting 0',
    most,
    top: ceiling(Math.max(...all.map(({ ndcg_at_10 }) => ndcg_at_10)), 0.1),
    value: ({ ndcg_at_10 }) => ndcg_at_10,
    digits: 1,
    lines: { with: ladder, without },
  });
  const goodput = panelOf(2 * gap + panel.width, {
    title: `answered inside ${deadline} ms, a second`,
    most,
    top: ceiling(Math.max(...all.map(({ goodput_per_s }) => goodput_per_s)), 50),
    value: ({ goodput_per_s }) => goodput_per_s,
    digits: 0,
    lines: { with: ladder, without },
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif" font-size="13" fill="${colours.text}" role="img" aria-label="Quality and answers in time against offered load, with and without admission and the ladder.">
  <rect width="${width}" height="${height}" fill="#ffffff"/>
  <text x="${gap}" y="28" font-size="16" font-weight="600">Weir under load: ${escape(catalogue)}, capacity ${capacity.toFixed(0)} searches a second</text>
  ${legend()}
${quality}
${goodput}
</svg>
`;
}

interface Panel {
  readonly title: string;
  /** Right end of the axis. */
  readonly most: number;
  /** Upper end of the axis. */
  readonly top: number;
  readonly value: (step: DegradeStep) => number;
  readonly digits: number;
  readonly lines: Readonly<Record<'with' | 'without', readonly DegradeStep[]>>;
}

function panelOf(left: number, { title, most, top, value, digits, lines }: Panel): string {
  const x = (multiple: number): string => (left + (panel.width * multiple) / most).toFixed(1);
  const y = (of: number): string => (panel.top + panel.height * (1 - of / top)).toFixed(1);
  const right = left + panel.width;
  const rows = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = y(part * top);
    return `  <line x1="${left}" x2="${right}" y1="${at}" y2="${at}" stroke="${colours.grid}"/><text x="${left - 8}" y="${Number(at) + 4}" text-anchor="end">${(part * top).toFixed(digits + (digits > 0 ? 1 : 0))}</text>`;
  });
  const columns = Array.from({ length: Math.floor(most) + 1 }, (_, multiple) => {
    return `  <text x="${x(multiple)}" y="${panel.top + panel.height + 20}" text-anchor="middle">${multiple}x</text>`;
  });
  const drawn = (['without', 'with'] as const).map((name) => {
    const points = lines[name].map((step) => `${x(step.multiple)},${y(value(step))}`);
    const dots = points.map((point) => {
      const [cx = '', cy = ''] = point.split(',');
      return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colours[name]}"/>`;
    });
    return `  <polyline points="${points.join(' ')}" fill="none" stroke="${colours[name]}" stroke-width="2.5"/>${dots.join('')}`;
  });
  return [
    `  <text x="${left}" y="${panel.top - 14}" font-weight="600">${escape(title)}</text>`,
    ...rows,
    ...columns,
    `  <text x="${left + panel.width / 2}" y="${panel.top + panel.height + 42}" text-anchor="middle">offered load, multiples of the capacity</text>`,
    ...drawn,
  ].join('\n');
}

function legend(): string {
  const entries = [
    ['with', 'with admission and the ladder'],
    ['without', 'without: fixed budgets alone'],
  ] as const;
  return entries
    .map(([name, text], at) => {
      const left = gap + at * 250;
      return `<rect x="${left}" y="40" width="14" height="10" fill="${colours[name]}"/><text x="${left + 20}" y="50">${text}</text>`;
    })
    .join('');
}

function ceiling(value: number, unit: number): number {
  return Math.max(unit, Math.ceil(value / unit) * unit);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
