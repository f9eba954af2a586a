import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import type { WeirProcess } from '../../e2e/weir-process.js';

type Where = Pick<WeirProcess, 'host' | 'httpPort' | 'grpcPort'>;

/** Connections that are held until this is called. */
export type Leave = () => void;

/** HTTP clients that send a search one byte a second, and never all of it. */
export function slowSenders({ host, httpPort }: Where, count: number): Leave {
  const request = [
    ...['POST /v1/search HTTP/1.1', `host: ${host}`, 'content-type: application/json', 'content-length: 1000'],
    ...['', '{"query": "slow'],
  ].join('\r\n');
  return held(count, () => {
    const socket = connect(httpPort, host);
    let sent = 0;
    const timer = setInterval(() => {
      if (!socket.destroyed) socket.write(request[sent++ % request.length]!);
    }, 1000);
    socket.on('error', () => undefined);
    return () => {
      clearInterval(timer);
      socket.destroy();
    };
  });
}

/** HTTP clients that ask for large pages on one connection, and never read them. */
export function neverReaders({ host, httpPort }: Where, count: number): Leave {
  const body = JSON.stringify({ query: 'drill', page_size: 150 });
  const headers = `host: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  return held(count, () => {
    const socket = connect(httpPort, host);
    socket.pause();
    socket.on('error', () => undefined);
    for (let n = 0; n < 3; n += 1) socket.write(`POST /v1/search HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
    return () => {
      socket.destroy();
    };
  });
}

/** Clients of gRPC that give the server no room to answer (an HTTP/2 window of nothing), and begin calls that they never end. */
export function windowless({ host, grpcPort }: Where, count: number): Leave {
  return held(count, () => {
    const session = connectHttp2(`http://${host}:${grpcPort}`, { settings: { initialWindowSize: 0 } });
    session.on('error', () => undefined);
    for (let n = 0; n < 5; n += 1) {
      const stream = session.request({
        ':method': 'POST',
        ':path': '/weir.v1.SearchService/Search',
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      stream.on('error', () => undefined);
      // The beginning of a message of a hundred bytes.
      stream.write(Buffer.from([0, 0, 0, 0, 100, 10]));
    }
    return () => {
      session.destroy();
    };
  });
}

/** Connections that are opened, half to each port, and say nothing. Resolves when all are there or were refused. */
export async function flood({ host, httpPort, grpcPort }: Where, count: number): Promise<Leave> {
  const opening: Promise<void>[] = [];
  let n = 0;
  const leave = held(count, () => {
    const socket = connect(n++ % 2 === 0 ? httpPort : grpcPort, host);
    opening.push(
      new Promise((resolve) => {
        socket.once('connect', resolve);
        socket.once('error', () => {
          resolve();
        });
      }),
    );
    socket.on('error', () => undefined);
    return () => {
      socket.destroy();
    };
  });
  await Promise.all(opening);
  return leave;
}

function held(count: number, open: () => Leave): Leave {
  const opened = Array.from({ length: count }, open);
  return () => {
    for (const leave of opened) leave();
  };
}
