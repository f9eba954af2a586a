import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const command = path.resolve(__dirname, '../infra/opensearch/dev');

/** Address of the OpenSearch of this test run; the first spec that asks starts it, and `stop-opensearch.cjs` stops it. */
export async function openSearchUrl(): Promise<string> {
  const name = process.env['TEST_OPENSEARCH_NAME']!;
  const { stdout } = await promisify(execFile)(command, ['up', '--name', name, '--port', '0']);
  return stdout.trim();
}

/** Another server, or a cluster of several nodes, for a test that kills it. */
export class OwnOpenSearch {
  private readonly name = `own-${randomUUID().slice(0, 8)}`;
  /** Of one that is alone: it comes back where it was. */
  private port = '0';

  constructor(private readonly nodes = 1) {}

  /** Starts it where it does not run, with the data that it had; resolves with its address, those of several with commas. */
  async up(): Promise<string> {
    const nodes = ['--nodes', String(this.nodes)];
    const { stdout } = await promisify(execFile)(command, ['up', '--name', this.name, '--port', this.port, ...nodes]);
    const urls = stdout.trim();
    if (this.nodes === 1) ({ port: this.port } = new URL(urls));
    return urls;
  }

  /** Resolves when it is gone. `node` is one of several, as OpenSearch names it. */
  async kill(node = this.name, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = await this.pid(node);
    process.kill(pid, signal);
    while (isRunning(pid)) await wait(20);
  }

  /** SIGSTOP: it neither answers nor closes a connection. */
  async pause(): Promise<void> {
    process.kill(await this.pid(this.name), 'SIGSTOP');
  }

  async resume(): Promise<void> {
    process.kill(await this.pid(this.name), 'SIGCONT');
  }

  private async pid(node: string): Promise<number> {
    const file = path.resolve(path.dirname(command), '../../.cache/opensearch/nodes', node, 'pid');
    return Number(await readFile(file, 'utf8'));
  }

  async down(): Promise<void> {
    await promisify(execFile)(command, ['down', '--name', this.name, '--purge']);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A name for an index that no other test uses. */
export function indexName(what: string): string {
  return `${what}-${randomUUID().slice(0, 8)}`;
}
