import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedStorage } from '@weir/storage';
import { storageContract } from './storage-suite.js';

const folder = mkdtempSync(path.join(tmpdir(), 'weir-storage-'));
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

storageContract('the DuckDB file', () => {
  files += 1;
  const file = path.join(folder, `${files}.duckdb`);
  return { open: () => openEmbeddedStorage(file) };
});
