import { openLoopbackNetwork } from './loopback-network.js';
import { openNamespaceNetwork, whyNoNamespaces } from './namespace-network.js';
import type { Network } from './network.js';

/** In network namespaces where this process may make them, else on loopback, through a proxy for each connection. */
export async function openNetwork(): Promise<Network> {
  return whyNoNamespaces() === undefined ? openNamespaceNetwork() : openLoopbackNetwork();
}
