import type { Network, Place } from './network.js';
import { openTcpLink, type TcpLink } from './tcp-link.js';

const host = '127.0.0.1';

/** All on loopback, where each connection between two places goes through a proxy of its own. */
export function openLoopbackNetwork(): Promise<Network> {
  const links = new Map<string, Promise<TcpLink>>();
  const linkOf = (from: Place, port: number): Promise<TcpLink> => {
    const name = `${from}-${port}`;
    const link = links.get(name) ?? openTcpLink({ host, targetHost: host, targetPort: port });
    links.set(name, link);
    return link;
  };
  const reach = async (from: Place, port: number): Promise<string> => `${host}:${(await linkOf(from, port)).port}`;
  return Promise.resolve({
    kind: 'proxies on loopback',
    placed: () => ({ before: [], host }),
    reach: (from, _to, port) => reach(from, port),
    reachLoopback: reach,
    fault: async (from, _to, port, fault) => {
      (await linkOf(from, port)).fault(fault);
    },
    close: async () => {
      for (const link of links.values()) (await link).close();
    },
  });
}
