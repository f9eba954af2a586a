import { declaredFeatures } from './declared.js';
import { type Feature, featureGroups } from './feature.js';

/** The text of docs/features.md, made from the declarations; `weir features --document` prints it. */
export function featuresDocument(): string {
  const sections = featureGroups.map((group) => {
    const rows = declaredFeatures.filter((feature) => feature.group === group).map(row);
    return [
      `## ${group[0]!.toUpperCase()}${group.slice(1)}`,
      '',
      ...(notes[group] ?? []),
      '| name | meaning | unit | better |',
      '| --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return [preface, ...sections].join('\n');
}

/** What is to be said of all features of a group. */
const notes: Partial<Record<Feature['group'], readonly string[]>> = {
  behaviour: [
    'Counted from recorded events ([events.md](events.md#counters-for-ranking)) over the last `events.behaviour_days`, and',
    'fetched at once for all candidates, only where the ranker reads one of these. The training export counts nothing: all',
    'are 0 there, so train such a ranker on rows of your own.',
    '',
  ],
};

const preface = `# Features

${declaredFeatures.length} features, each declared once in \`libs/features/src/declarations/\`. Serving and the training export (\`weir features\`) call
the same functions. A value that is not known is NaN, never 0. Features speak of roles (title, text, brand, category,
attributes), not of a catalogue's field names: \`text\` is every indexed field without a role of its own. Statistics of a
list are taken over its first or best 20 candidates, so that they mean the same for a short list and a long one.
"Better" says whether a larger value can only make a product better (up) or worse (down), where that is so.

This page is made from the declarations: \`bin/weir features --document > docs/features.md\`; a test proves it current.
`;

function row({ name, meaning, unit, monotone }: Feature): string {
  const better = monotone === undefined ? '' : monotone > 0 ? 'up' : 'down';
  return `| \`${name}\` | ${meaning} | ${unit} | ${better} |`;
}
