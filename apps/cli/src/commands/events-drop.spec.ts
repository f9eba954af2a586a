import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { OpenSearchStores } from '../../../../test/contract/opensearch-stores.js';
import { event } from '../../../../test/contract/sample-events.js';
import { eventsDropCommand } from './events-drop.js';

jest.setTimeout(120_000);

describe('weir events drop', () => {
  const stores = new OpenSearchStores();
  let printed = '';

  beforeAll(() => stores.start(), 180_000);
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await stores.clear();
    stores.stop();
  });

  it('deletes the months before one, and says which', async () => {
    const prefix = stores.prefix();
    const config = path.join(stores.folder, 'weir.yaml');
    writeFileSync(config, `opensearch: { url: '${stores.url}' }\nstorage: { opensearch: { prefix: '${prefix}' } }\n`);
    const { events } = await stores.open({ prefix });
    await events.append([11, 12, 13].map((month) => event(`${month}`, 'u1', { at: Date.UTC(2025, month - 1, 5) })));
    const drop = (before: string): Promise<unknown> =>
      eventsDropCommand()
        .exitOverride()
        .configureOutput({ writeErr: () => undefined })
        .parseAsync(['--before', before, '-c', config], { from: 'user' });
    await expect(drop('2026-13')).rejects.toThrow('give a year and a month, e.g. 2026-01.');
    await drop('2026-01');
    expect(printed).toBe(`${prefix}-ubi-events-2025.11 deleted\n${prefix}-ubi-events-2025.12 deleted\n`);
    expect(await events.count()).toBe(1);
    printed = '';
    await drop('2026-01');
    expect(printed).toBe('no month lies before\n');
  });
});
