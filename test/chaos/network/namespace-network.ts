import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Fault, Network, Place } from './network.js';
import { openTcpLink, type TcpLink } from './tcp-link.js';

interface Rule {
  readonly between: readonly [string, string];
  readonly port: number;
  readonly delay_ms: number;
  readonly loss: number;
  readonly cut: boolean;
}

/** What keeps this process from making namespaces; undefined where nothing does. */
export function whyNoNamespaces(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch {
    return 'there is no /dev/net/tun';
  }
  const probe = spawnSync('unshare', ['-n', 'ip', 'link', 'show', 'lo']);
  return probe.status === 0 ? undefined : 'network namespaces cannot be made here (unshare -n ip link)';
}

/** A namespace a place but for `rest`, which is where this process is; between them TUN devices and `switch.py`. */
export async function openNamespaceNetwork(): Promise<Network> {
  const id = process.pid % 10_000;
  // Of its own for each process of tests, so that two may run at one time.
  const subnet = `10.${200 + (id % 50)}.${Math.floor(id / 50) % 250}`;
  const hosts: Readonly<Record<Place, string>> = {
    rest: `${subnet}.1`,
    search: `${subnet}.2`,
    index: `${subnet}.3`,
  };
  const namespaces: Readonly<Record<Place, string>> = { rest: '', search: `weir-s${id}`, index: `weir-i${id}` };
  const named = Object.values(namespaces).filter((name) => name !== '');
  for (const name of named) run('ip', 'netns', 'add', name);
  const remove = (): void => {
    for (const name of named) spawnSync('ip', ['netns', 'delete', name]);
  };
  process.once('exit', remove);
  const devices = (Object.keys(hosts) as Place[]).map(
    (place) => `weir${place[0]!}${id}=${namespaces[place]}=${hosts[place]}`,
  );
  const wire = new Switch(
    spawn('python3', [path.join(__dirname, 'switch.py'), ...devices], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await wire.answered();
  const rules = new Map<string, Rule>();
  const links = new Map<number, Promise<TcpLink>>();
  return {
    kind: 'network namespaces',
    placed: (place) => ({
      before: namespaces[place] === '' ? [] : ['ip', 'netns', 'exec', namespaces[place]],
      host: hosts[place],
    }),
    reach: (_from, to, port) => Promise.resolve(`${hosts[to]}:${port}`),
    reachLoopback: async (_from, port) => {
      const link = links.get(port) ?? openTcpLink({ host: hosts.rest, targetHost: '127.0.0.1', targetPort: port });
      links.set(port, link);
      return `${hosts.rest}:${(await link).port}`;
    },
    fault: async (from, to, port, fault) => {
      const seen = (await links.get(port))?.port ?? port;
      const name = `${from}-${to}-${port}`;
      if (fault === undefined) rules.delete(name);
      else rules.set(name, { between: [hosts[from], hosts[to]], port: seen, ...ruleOf(fault) });
      await wire.set([...rules.values()]);
    },
    close: async () => {
      for (const link of links.values()) (await link).close();
      wire.close();
      process.off('exit', remove);
      remove();
    },
  };
}

/** `switch.py` under way: each line that it is given is answered by one. */
class Switch {
  private readonly lines: AsyncIterator<string>;

  constructor(private readonly child: ChildProcess) {
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }

  async answered(): Promise<void> {
    if ((await this.lines.next()).value !== 'ok') throw new Error('test/chaos/network/switch.py ended: see above');
  }

  async set(rules: readonly Rule[]): Promise<void> {
    this.child.stdin!.write(`${JSON.stringify(rules)}\n`);
    await this.answered();
  }

  close(): void {
    this.child.kill('SIGKILL');
  }
}

function ruleOf({ delayMs = 0, loss = 0, cut = false }: Fault): Pick<Rule, 'delay_ms' | 'loss' | 'cut'> {
  return { delay_ms: delayMs, loss, cut };
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
