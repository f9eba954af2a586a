import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { type EventInput, fromUbi, Recorder } from '@weir/events';
import { describeWithData } from './shared-data.js';

type Json = Readonly<Record<string, unknown>>;

const now = Date.UTC(2018, 10, 13, 21);

describeWithData('ubi/schema/1.3.0', (folder) => {
  const text = readFileSync(path.join(folder, 'event.schema.json'), 'utf8');
  const schema = JSON.parse(text) as { properties: { action_name: Record<string, unknown> } };
  const action = schema.properties.action_name;
  // Both branches of `oneOf` match the schema's own names, which it therefore refuses.
  const { oneOf, ...rest } = action;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const original = ajv.compile(JSON.parse(text) as object);
  const loosened = ajv.compile({
    ...schema,
    $id: 'read-as-any-of',
    properties: { ...schema.properties, action_name: { ...rest, anyOf: oneOf } },
  });

  /** Documents made of the examples that the schema gives for its fields. */
  function documents(): readonly Json[] {
    const names = (oneOf as readonly { enum?: readonly string[] }[]).flatMap((branch) => branch.enum ?? []);
    const examples = (field: string): readonly string[] =>
      (schema.properties as unknown as Record<string, { examples: readonly string[] }>)[field]!.examples;
    const base = {
      client_id: examples('client_id')[0],
      session_id: examples('session_id')[0],
      query_id: examples('query_id')[0],
      timestamp: examples('timestamp')[0],
    };
    const attributes = { object: { object_id: 'XYZ-12345' }, position: { ordinal: 3 } };
    return [
      ...names.map((action_name) => ({ ...base, action_name, event_attributes: attributes })),
      ...examples('timestamp').map((timestamp) => ({ ...base, action_name: 'open_drawer', timestamp })),
      ...examples('client_id').map((client_id) => ({ ...base, client_id, action_name: 'open_drawer' })),
      ...examples('user_id').map((user_id) => ({ ...base, user_id, action_name: 'open_drawer' })),
      { ...base, action_name: 'click', event_attributes: { ...attributes, object: { object_id: 123 } } },
      { ...base, action_name: 'hover', event_attributes: { position: { xy: { x: 1, y: 2.5 } }, color: 'red' } },
    ];
  }

  async function record(document: Json): Promise<readonly unknown[]> {
    const event = fromUbi(document);
    if (Array.isArray(event)) return event as readonly unknown[];
    const recorder = new Recorder({
      store: {
        append: (events) => Promise.resolve({ recorded: events.length, duplicates: 0 }),
        forget: (unit) => Promise.resolve({ deleted: 0, units: [unit] }),
      },
      hashUnit: (id) => id,
      now: () => now,
    });
    return (await recorder.record([event as EventInput])).rejections;
  }

  it('refuses its own names by `oneOf`, and takes them by `anyOf`', () => {
    const [first] = documents();
    expect([original(first), loosened(first)]).toEqual([false, true]);
  });

  it.each(documents().map((document) => [JSON.stringify(document), document]))('takes %s', async (_, document) => {
    expect(loosened(document)).toBe(true);
    expect(await record(document)).toEqual([]);
  });

  it.each([
    [{ action_name: 'open_drawer', timestamp: '2018-11-13T20:20:39Z', client_id: 7 }],
    [{ action_name: 'x'.repeat(101), timestamp: '2018-11-13T20:20:39Z', client_id: 'c' }],
    [{ action_name: 'open_drawer', timestamp: 1542140439, client_id: 'c' }],
    [{ action_name: 'open_drawer', timestamp: '2018-11-13T20:20:39Z', client_id: 'c', event_attributes: 'no' }],
  ])('refuses what the schema refuses: %j', async (document) => {
    expect(loosened(document)).toBe(false);
    expect(await record(document)).not.toEqual([]);
  });
});
