import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { OpenSearchStores } from '../contract/opensearch-stores.js';
import { randomCase } from '../contract/random-events.js';
import { describeWithData } from './shared-data.js';

jest.setTimeout(120_000);

describeWithData('ubi/schema/1.3.0', (folder) => {
  const stores = new OpenSearchStores();
  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as EventSchema;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });

  beforeAll(() => stores.start(), 180_000);
  afterAll(async () => {
    await stores.clear();
    stores.stop();
  });

  it('describes the events and queries that lie in OpenSearch', async () => {
    const prefix = stores.prefix();
    const { events } = randomCase(5);
    // The schema asks for a position wherever there are attributes, which a purchase outside of search has none of.
    const placed = events.slice(0, 400).map((event) => ({ ...event, position: event.position ?? 1 }));
    await (await stores.open({ prefix })).events.append(placed);

    const schema = read('event.schema.json');
    // Both branches of `oneOf` match the schema's own names, which it therefore refuses.
    const { oneOf, ...action } = schema.properties.action_name;
    const properties = { ...schema.properties, action_name: { ...action, anyOf: oneOf } };
    const ofEvents = ajv.compile({ ...schema, $id: 'read-as-any-of', properties });
    const ofQueries = ajv.compile(read('query.request.schema.json'));
    const wrong = async (alias: string, check: typeof ofEvents): Promise<readonly unknown[]> => {
      const documents = await stores.documents(prefix, `${prefix}_${alias}`);
      expect(documents.length).toBeGreaterThan(50);
      return documents.filter((document) => !check(document)).map((document) => ({ document, errors: check.errors }));
    };
    expect(await wrong('ubi_events', ofEvents)).toEqual([]);
    expect(await wrong('ubi_queries', ofQueries)).toEqual([]);
  });
});

interface EventSchema {
  readonly properties: { readonly action_name: { readonly oneOf: readonly object[] } };
}
