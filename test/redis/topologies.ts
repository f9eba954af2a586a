import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createSecureServer } from 'node:tls';
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

/** A master with a password and a Sentinel with another, both behind TLS; nothing fails over. */
export async function startGuardedSentinel(passwords: {
  readonly master: string;
  readonly sentinel: string;
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const master = await startRedis(['--requirepass', passwords.master]);
  const masterTls = await terminateTls(master);
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-sentinel-'));
  const file = path.join(folder, 'sentinel.conf');
  const settings = [
    // What the Sentinel tells is where it connects itself, without TLS.
    `sentinel monitor shop 127.0.0.1 ${masterTls.port} 1`,
    `sentinel auth-pass shop "${passwords.master}"`,
    `requirepass "${passwords.sentinel}"`,
    `user weir on "#${createHash('sha256').update(passwords.sentinel).digest('hex')}" ~* &* +@all`,
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  const sentinel = await startRedis([file, '--sentinel']);
  const sentinelTls = await terminateTls(sentinel);
  return {
    url: `rediss+sentinel://:${encodeURIComponent(passwords.master)}@127.0.0.1:${sentinelTls.port}/shop`,
    close: async () => {
      masterTls.close();
      sentinelTls.close();
      await Promise.all([master.close(), sentinel.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** First byte of a TLS connection: a handshake record. */
const handshake = 0x16;

/** TLS in front of a server, with the certificate of `tls/ca.pem`; who does not speak TLS is let through as well. */
export async function terminateTls(
  server: RedisServer,
): Promise<{ readonly url: string; readonly port: number; close(): void }> {
  const pass = (socket: Socket): void => {
    const plain = connect(server.port, '127.0.0.1');
    socket.on('error', () => plain.destroy()).pipe(plain);
    plain.on('error', () => socket.destroy()).pipe(socket);
  };
  const secure = createSecureServer({ key: tlsFile('server.key'), cert: tlsFile('server.pem') }, pass);
  const terminator = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === handshake) secure.emit('connection', socket);
      else pass(socket);
      process.nextTick(() => socket.resume());
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    terminator.listen(port, '127.0.0.1', resolve);
  });
  return { url: `rediss://127.0.0.1:${port}`, port, close: () => terminator.close() };
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
