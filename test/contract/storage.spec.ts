import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedStorage } from '@weir/storage';
import { creditContract } from './credit-suite.js';
import { eventContract } from './event-store-suite.js';
import { queryContract } from './query-report-suite.js';
import { recordContract } from './record-suite.js';
import { storageContract, type StorageUnderTest } from './storage-suite.js';

const folder = mkdtempSync(path.join(tmpdir(), 'weir-storage-'));
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function create(): StorageUnderTest {
  files += 1;
  const file = path.join(folder, `${files}.duckdb`);
  return { open: () => openEmbeddedStorage(file) };
}

storageContract('the DuckDB file', create);
recordContract('the DuckDB file', create);
eventContract('the DuckDB file', create);
creditContract('the DuckDB file', create);
queryContract('the DuckDB file', create);
