import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../redis/redis-server.js';
import { programOf } from './programs.js';

/** One series of an answer at one moment. */
interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A real Prometheus on loopback, in a folder of its own, that scrapes every second. */
export interface PrometheusServer {
  readonly url: string;
  /** What an expression is now. Rejects with what Prometheus says against it. */
  query(expression: string): Promise<readonly Sample[]>;
  /** Names of the traces that exemplars of these series name, of the last ten minutes. */
  traces(expression: string): Promise<readonly string[]>;
  /** Resolves when every target was scraped since; rejects with what is wrong with one after half a minute. */
  scraped(): Promise<void>;
  /** Resolves when all of its rules were evaluated; with those that could not be. */
  brokenRules(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface PrometheusOptions {
  /** `host:port` by the value of the label `service`. */
  readonly targets: Readonly<Record<string, string>>;
  /** Files of rules. */
  readonly rules?: readonly string[];
  /** Further arguments, e.g. a feature. */
  readonly args?: readonly string[];
}

interface Rule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

interface Target {
  readonly health: string;
  readonly lastScrape: string;
  readonly lastError: string;
  readonly scrapeUrl: string;
}

export async function startPrometheus({
  targets,
  rules = [],
  args = [],
}: PrometheusOptions): Promise<PrometheusServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-prometheus-'));
  const config = path.join(folder, 'prometheus.json');
  // JSON is YAML too.
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: rules.map((file) => path.resolve(file)),
      scrape_configs: [
        {
          job_name: 'weir',
          static_configs: Object.entries(targets).map(([service, target]) => ({
            targets: [target],
            labels: { service },
          })),
        },
      ],
    }),
  );
  const port = await freePort();
  const server = spawn(
    programOf('prometheus'),
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const kill = (): void => void server.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(server, url);
  const get = async <T>(address: string): Promise<T> => {
    const answer = (await (await fetch(`${url}${address}`)).json()) as { readonly data: T; readonly error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.data;
  };
  return {
    url,
    query: async (expression) => {
      const { result } = await get<{
        readonly result: readonly { metric: Record<string, string>; value: [number, string] }[];
      }>(`/api/v1/query?query=${encodeURIComponent(expression)}`);
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    traces: async (expression) => {
      const now = Date.now() / 1000;
      const found = await get<readonly { readonly exemplars: readonly { labels: { trace_id?: string } }[] }[]>(
        `/api/v1/query_exemplars?query=${encodeURIComponent(expression)}&start=${now - 600}&end=${now}`,
      );
      return found.flatMap(({ exemplars }) => exemplars.flatMap(({ labels }) => labels.trace_id ?? []));
    },
    scraped: async () => {
      const since = Date.now();
      for (;;) {
        const { activeTargets } = await get<{ readonly activeTargets: readonly Target[] }>(
          '/api/v1/targets?state=active',
        );
        const missing = activeTargets.find(
          ({ health, lastScrape }) => health !== 'up' || Date.parse(lastScrape) < since,
        );
        if (missing === undefined) return;
        if (Date.now() - since > 30_000)
          throw new Error(`${missing.scrapeUrl}: ${missing.health}, ${missing.lastError}`);
        await pause(100);
      }
    },
    brokenRules: async () => {
      for (;;) {
        const { groups } = await get<{ readonly groups: readonly { readonly rules: readonly Rule[] }[] }>(
          '/api/v1/rules',
        );
        const all = groups.flatMap((group) => group.rules);
        if (all.length > 0 && all.every(({ health }) => health !== 'unknown'))
          return all
            .filter(({ health }) => health !== 'ok')
            .map(({ name, lastError }) => `${name}: ${lastError ?? ''}`);
        await pause(100);
      }
    },
    close: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      if (server.exitCode === null) {
        kill();
        await ended;
      }
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  for (let tries = 0; tries < 600 && server.exitCode === null; tries++) {
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await pause(50);
  }
  server.kill('SIGKILL');
  throw new Error(`Prometheus does not start:\n${output}`);
}
