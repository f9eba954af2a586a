import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { stageNames } from './search.js';
import { planSchema } from './plan.js';

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const document = readFileSync(path.resolve(__dirname, '../../../docs/cascade.md'), 'utf8');

function rows(schema: Schema, at: readonly string[] = []): string[] {
  if (schema.properties === undefined) {
    const { minimum = schema.exclusiveMinimum, maximum } = schema;
    const range = schema.enum?.join(', ') ?? (minimum === undefined ? '' : `${minimum}..${String(maximum)}`);
    return [`| \`${at.join('.')}\` | \`${JSON.stringify(schema.default)}\` | ${range} | ${schema.description ?? ''} |`];
  }
  return Object.entries(schema.properties).flatMap(([key, member]) => rows(member, [...at, key]));
}

describe('docs/cascade.md', () => {
  it('has the row of every member of a Plan, with its default, its bounds and its meaning', () => {
    const expected = rows(z.toJSONSchema(planSchema, { io: 'input' }) as Schema);
    expect(document.split('\n').filter((line) => line.startsWith('| `') && /^\| `[a-z_.]+` \| `/.test(line))).toEqual(
      expected,
    );
  });

  it('has a section line for every stage', () => {
    for (const stage of stageNames) expect(document).toContain(`| ${stage} |`);
  });
});
