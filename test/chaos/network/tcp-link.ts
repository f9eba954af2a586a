import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Fault } from './network.js';

/** A port that leads to another one, and what is wrong on the way. */
export interface TcpLink {
  readonly port: number;
  fault(fault: Fault | undefined): void;
  close(): void;
}

/** How long TCP takes to find that a segment was lost, ms: the least that Linux waits before it sends one again. */
const resendMs = 200;

/** Passes connections on. A cut holds what is sent, both ways, until it is healed: TCP would send it again. */
export async function openTcpLink(to: {
  readonly host: string;
  readonly targetHost: string;
  readonly targetPort: number;
}): Promise<TcpLink> {
  let fault: Fault = {};
  const held = new Set<() => void>();
  const sockets = new Set<Socket>();
  const pass = (from: Socket, target: Socket): void => {
    let turn: Promise<void> = Promise.resolve();
    from.on('data', (chunk) => {
      from.pause();
      turn = turn
        .then(() => waited())
        .then(() => {
          if (!target.destroyed) target.write(chunk);
          from.resume();
        });
    });
    from.on('close', () => void turn.then(() => target.destroy()));
    from.on('end', () => void turn.then(() => target.end()));
    from.on('error', () => undefined);
  };
  const waited = async (): Promise<void> => {
    while (fault.cut === true) await new Promise<void>((resolve) => held.add(resolve));
    const ms = (fault.delayMs ?? 0) + (Math.random() < (fault.loss ?? 0) ? resendMs : 0);
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const target = connect({ host: to.targetHost, port: to.targetPort, allowHalfOpen: true });
    for (const each of [socket, target]) {
      each.setNoDelay(true);
      sockets.add(each);
      each.on('close', () => sockets.delete(each));
    }
    pass(socket, target);
    pass(target, socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject).listen(0, to.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    fault: (next) => {
      fault = next ?? {};
      for (const go of held) go();
      held.clear();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
