import { type AddressInfo, createServer, type Server as Listener, type Socket } from 'node:net';
import { Server, ServerCredentials, type ServiceError, status } from '@grpc/grpc-js';
import { credentials } from '@grpc/grpc-js';
import { DescribeRequest, DescribeResponse } from '../generated/weir/v1/catalog.js';
import { CatalogServiceClient, CatalogServiceService } from '../generated/weir/v1/catalog.js';
import { callUnary } from './call.js';
import { channelOptions } from './channel.js';

/** A server whose answers can be held back, as those of a process that is stopped are. */
class Process {
  asked = 0;
  isSilent = false;
  readonly server = new Server();

  async start(): Promise<string> {
    const describe = (_call: unknown, answer: (error: null, response: DescribeResponse) => void): void => {
      this.asked += 1;
      if (!this.isSilent) answer(null, DescribeResponse.fromPartial({ products: 1 }));
    };
    this.server.addService(CatalogServiceService, { describe });
    const port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    return `127.0.0.1:${port}`;
  }
}

describe('calls to processes of which some are connected and do not answer', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0).reverse()) close();
  });
  const processes = async (count: number): Promise<{ readonly all: readonly Process[]; readonly address: string }> => {
    const all = Array.from({ length: count }, () => new Process());
    const addresses = await Promise.all(all.map((each) => each.start()));
    for (const { server } of all)
      closing.push(() => {
        server.forceShutdown();
      });
    return { all, address: `ipv4:${addresses.join(',')}` };
  };
  const clientOf = (address: string): CatalogServiceClient => {
    const client = new CatalogServiceClient(address, credentials.createInsecure(), channelOptions(1e6));
    closing.push(() => {
      client.close();
    });
    return client;
  };
  const call = (client: CatalogServiceClient, ms: number): Promise<string> =>
    callUnary(client.describe.bind(client), DescribeRequest.fromPartial({}), { ms }).then(
      () => 'OK',
      (error: unknown) => status[(error as ServiceError).code],
    );
  /** Until all are connected. */
  const warm = async (client: CatalogServiceClient, all: readonly Process[]): Promise<void> => {
    for (const end = performance.now() + 20_000; all.some(({ asked }) => asked === 0);) {
      if (performance.now() > end) throw new Error('not all are reached');
      expect(await call(client, 10_000)).toBe('OK');
    }
  };

  it('go to the others once it owes two answers, and to it again when it answers', async () => {
    const { all, address } = await processes(2);
    const client = clientOf(address);
    await warm(client, all);
    const [silent, other] = all as [Process, Process];
    silent.isSilent = true;
    const met = [];
    for (let n = 0; n < 40; n += 1) met.push(await call(client, 150));
    // Half of them, if it were asked in turn; it is tried again now and then.
    expect(met.filter((status) => status !== 'OK').length).toBeLessThanOrEqual(12);
    silent.isSilent = false;
    await new Promise((resolve) => setTimeout(resolve, 550));
    const [before, beforeOther] = [silent.asked, other.asked];
    for (let n = 0; n < 20; n += 1) await call(client, 10_000);
    expect(silent.asked - before).toBeGreaterThan(5);
    expect(other.asked - beforeOther).toBeGreaterThan(5);
  });

  it('fail soon, rather than wait, where nobody but a process that is stopped can be reached', async () => {
    const sockets = new Set<Socket>();
    const stopped: Listener = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => stopped.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      stopped.close();
      for (const socket of sockets) socket.destroy();
    });
    const client = clientOf(`ipv4:127.0.0.1:${(stopped.address() as AddressInfo).port}`);
    expect(await call(client, 20_000)).toBe('UNAVAILABLE');
    const start = performance.now();
    expect(await call(client, 20_000)).toBe('UNAVAILABLE');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('all fail where no process is there', async () => {
    const { all, address } = await processes(1);
    all[0]!.server.forceShutdown();
    expect(await call(clientOf(address), 20_000)).toBe('UNAVAILABLE');
  });
});
