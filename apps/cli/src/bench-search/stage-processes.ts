import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { StageAddresses } from '@weir/engine';

export const splitStages = ['retrieval', 'ranker', 'reranker'] as const;
export type SplitStage = (typeof splitStages)[number];

/** Stages in processes of their own, on loopback. */
export interface StageProcesses {
  readonly addresses: StageAddresses;
  /** Of each, MiB resident. */
  memory(): Readonly<Partial<Record<SplitStage, number>>>;
  close(): Promise<void>;
}

/** Starts `weir serve STAGE` for each and waits until it is ready. Rejects with what it wrote if one ends before. */
export async function startStages(stages: readonly SplitStage[], args: readonly string[]): Promise<StageProcesses> {
  const started = await Promise.all(stages.map(async (stage) => ({ stage, ...(await start(stage, args)) })));
  return {
    addresses: Object.fromEntries(started.map(({ stage, address }) => [stage, address])),
    memory: () => Object.fromEntries(started.map(({ stage, child }) => [stage, residentMiB(child)])),
    close: async () => {
      for (const { child } of started) child.kill();
      await Promise.all(started.map(({ ended }) => ended));
    },
  };
}

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  readonly ended: Promise<unknown>;
}

async function start(stage: SplitStage, args: readonly string[]): Promise<Started> {
  const command = [process.argv[1]!, 'serve', stage, '--grpc-port', '0', '--http-port', '0', ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let output = '';
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /is ready: gRPC on \S+:(\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => {
      reject(new Error(`weir serve ${stage} ended:\n${output}`));
    });
  });
  return { child, address: `127.0.0.1:${port}`, ended };
}

function residentMiB({ pid }: ChildProcess): number {
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return Math.round(kibibytes / 1024);
}
