import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { Redis } from 'ioredis';
import { freePort, startRedis, type RedisServer } from './redis-server.js';

/** A Redis of several processes. */
export interface RedisGroup {
  readonly url: string;
  readonly servers: readonly RedisServer[];
  close(): Promise<void>;
}

const failoverMs = 500;

/** A master, a replica and three Sentinels that promote the replica when the master is gone for half a second. */
export async function startSentinels(): Promise<RedisGroup> {
  const master = await startRedis();
  const replica = await startRedis(['--replicaof', `127.0.0.1 ${master.port}`, '--repl-diskless-sync-delay', '0']);
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-sentinel-'));
  const sentinels = await Promise.all([0, 1, 2].map((at) => startSentinel(path.join(folder, `${at}.conf`), master)));
  await until(async () => (await sentinels[0]!.admin((client) => sentinelsKnown(client))) >= 2);
  await until(async () => (await replica.admin((client) => client.info('replication'))).includes('link_status:up'));
  const servers = [master, replica, ...sentinels];
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/shop`,
    servers,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Three masters that share the slots. */
export async function startCluster(): Promise<RedisGroup> {
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000'];
  const servers = await Promise.all([0, 1, 2].map(async () => startRedis(args, await freePort())));
  const share = Math.ceil(16_384 / servers.length);
  for (const [at, server] of servers.entries()) {
    await server.admin(async (client) => {
      const last = Math.min(16_383, (at + 1) * share - 1);
      await client.call('CLUSTER', 'ADDSLOTSRANGE', String(at * share), String(last));
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1));
      if (at > 0) await client.call('CLUSTER', 'MEET', '127.0.0.1', String(servers[0]!.port));
    });
  }
  for (const server of servers) await until(() => server.admin(async (client) => isWhole(client, servers.length)));
  return {
    url: `redis+cluster://${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    servers,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** TLS in front of a server, with the certificate of `tls/ca.pem`. */
export async function terminateTls(server: RedisServer): Promise<{ readonly url: string; close(): void }> {
  const terminator = createServer({ key: tlsFile('server.key'), cert: tlsFile('server.pem') }, (socket) => {
    const plain = connect(server.port, '127.0.0.1');
    socket.on('error', () => plain.destroy()).pipe(plain);
    plain.on('error', () => socket.destroy()).pipe(socket);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    terminator.listen(port, '127.0.0.1', resolve);
  });
  return { url: `rediss://127.0.0.1:${port}`, close: () => terminator.close() };
}

export function tlsFile(name: string): Buffer {
  return readFileSync(path.resolve('test', 'redis', 'tls', name));
}

/** Resolves when the condition holds; rejects after a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it does not come to pass within a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function startSentinel(file: string, master: RedisServer): Promise<RedisServer> {
  const settings = [
    `sentinel monitor shop 127.0.0.1 ${master.port} 2`,
    `sentinel down-after-milliseconds shop ${failoverMs}`,
    'sentinel failover-timeout shop 5000',
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  return startRedis([file, '--sentinel']);
}

async function sentinelsKnown(client: Redis): Promise<number> {
  const sentinels = await client.call('SENTINEL', 'SENTINELS', 'shop');
  return Array.isArray(sentinels) ? sentinels.length : 0;
}

async function isWhole(client: Redis, nodes: number): Promise<boolean> {
  const about = String(await client.call('CLUSTER', 'INFO'));
  return about.includes('cluster_state:ok') && about.includes(`cluster_known_nodes:${nodes}`);
}
