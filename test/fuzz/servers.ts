import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeRanker, writeToyModel } from '../../libs/engine/test/toy-registry.js';
import { writeShop } from '../e2e/shop.js';
import { startStage, startWeir, type WeirProcess } from '../e2e/weir-process.js';

/** The process that has every service but text-embeddings-inference's, and the one that has those. */
export interface Servers {
  readonly weir: WeirProcess;
  readonly reranker: WeirProcess;
  /** Ends both; rejects where one had ended by itself. */
  close(): Promise<void>;
}

/** Of the admin of both: with one, whoever asks without is tried too. */
export const token = 'a-token-of-some-length';

/** Starts both, with small models, so that a search takes milliseconds and all of its stages run. */
export async function startServers(): Promise<Servers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-fuzz-'));
  const models = path.join(folder, 'models');
  const config = path.join(folder, 'weir.yaml');
  writeShop(path.join(folder, 'shop.jsonl'));
  writeRanker(models, 'ranker');
  writeRanker(models, 'ranker', { version: '2', cheapFirst: true });
  writeToyModel(models, 'toy-encoder');
  writeToyModel(models, 'toy-cross-encoder');
  writeFileSync(
    config,
    [
      `models_dir: ${models}`,
      `data_dir: ${path.join(folder, 'data')}`,
      `catalogue: { file: ${path.join(folder, 'shop.jsonl')} }`,
      `access: { write_token: ${token} }`,
      'log: { level: warn }',
      'plan:',
      '  retrieval: { mode: hybrid, encoder: toy-encoder@1 }',
      '  ranker: { model: ranker@1 }',
      '  reranker: { model: toy-cross-encoder@1, blend: null }',
    ].join('\n'),
  );
  const [weir, reranker] = await Promise.all([
    startWeir(['--config', config]),
    startStage('reranker', ['--config', config]),
  ]);
  return {
    weir,
    reranker,
    close: async () => {
      const alive = [weir, reranker].every(({ child }) => child.exitCode === null && child.signalCode === null);
      await Promise.all([weir, reranker].map((each) => each.end('SIGKILL')));
      rmSync(folder, { recursive: true });
      if (!alive) throw new Error(`a server has ended:\n${weir.output()}\n${reranker.output()}`);
    },
  };
}

/** Where something of the program's inside shows: a line of a stack trace, a path of the installation or of its data. */
export const inside = new RegExp(
  [
    String.raw`\bat \S+ \([^\s()]+:\d+:\d+\)`,
    String.raw`\n +at \S+:\d+:\d+`,
    'node_modules',
    String.raw`\bdist/(libs|apps)/`,
    'node:internal',
    path.resolve(__dirname, '..', '..'),
    path.join(tmpdir(), 'weir-fuzz-'),
  ].join('|'),
);
