import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:http2';
import type { WeirProcess } from '../e2e/weir-process.js';

/** Everything that a caller can name, named at random: so many calls of each kind. */
export async function hostileStream(weir: WeirProcess, calls: number): Promise<void> {
  const word = (): string => randomBytes(6).toString('hex');
  for (let call = 0; call < calls; call++) {
    await Promise.all([
      weir.post('/v1/search', {
        ...{ query: `${word()} "} 1\n# TYPE ${word()}`, shopper_id: word(), session_id: word(), deadline_ms: 200 },
        ...{ attributes: { [word()]: word() }, filters: [{ field: word(), values: [word()] }] },
      }),
      weir.post('/v1/search', { query: 'drill', sort: { field: word() }, page_token: word() }),
      weir.post('/v1/events', [
        { event_id: randomUUID(), action: `a${word()}`, shopper_id: word(), attributes: { [word()]: 'x' } },
        { event_id: randomUUID(), action: word().toUpperCase(), [word()]: word(), attributes: { [word()]: [] } },
        { ...purchase(word()), currency: currencyAt(call) },
      ]),
      weir.post(`/v1/experiments/evaluate`, { shopper_id: word(), attributes: { [word()]: word() } }),
      weir.fetch(`/v1/experiments/${word()}/results`),
      weir.fetch(`/v1/experiments/${word()}`),
      weir.fetch(`/${word()}/${word()}`),
      weir.fetch(`/v1/search?q=${word()}&${word()}=${word()}`, { method: 'DELETE' }),
      weir.fetch('/v1/search', { headers: { [`x-${word()}`]: word(), authorization: `Bearer ${word()}` } }),
      callRpc(weir.grpcPort, `/weir.v1.${word()}/${word()}`),
      callRpc(weir.grpcPort, `/weir.v1.SearchService/${word()}`),
    ]);
  }
}

function purchase(shopper: string) {
  return {
    ...{ event_id: randomUUID(), action: 'purchase', product_id: 'p1', quantity: 1, revenue_minor: 100 },
    shopper_id: shopper,
  };
}

/** Another one each time: AAA, AAB, ... */
function currencyAt(call: number): string {
  return [676, 26, 1].map((place) => String.fromCharCode(65 + (Math.floor(call / place) % 26))).join('');
}

/** Any path, as no client of the real services would ask for. */
function callRpc(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${port}`);
    session.on('error', reject);
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('error', reject);
    stream.on('close', () => {
      session.close();
      resolve();
    });
    stream.resume();
    stream.end(Buffer.alloc(5));
  });
}
