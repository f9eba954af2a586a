import { readFileSync } from 'node:fs';
import path from 'node:path';
import { statusTable } from './status.js';

describe('statusTable', () => {
  it('is the table in docs/api.md', () => {
    const docs = readFileSync(path.resolve(__dirname, '../../../docs/api.md'), 'utf8');
    const documented = [...docs.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(([, code, http]) => [
      code,
      Number(http),
    ]);
    expect(documented).toEqual(Object.entries(statusTable).map(([code, { http }]) => [code, http]));
  });
});
