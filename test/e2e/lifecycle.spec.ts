import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { CatalogServiceClient, UpsertRequest, type UpsertResponse } from '@weir/contracts';
import { shop, writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(300_000);

describe('a served catalogue', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-life-'));
    writeShop(path.join(folder, 'shop.jsonl'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const start = (): Promise<WeirProcess> =>
    startWeir(
      [
        '--data-dir',
        path.join(folder, 'data'),
        '--catalogue',
        path.join(folder, 'shop.jsonl'),
        '--set',
        'plan.deadline_ms=5000',
      ],
      {
        WEIR_PLAN_RETRIEVAL_MODE: 'bm25',
      },
    );
  const total = async (weir: WeirProcess, query: string): Promise<number> => {
    const answer = (await (await weir.post('/v1/search', { query })).json()) as { readonly total: number };
    return answer.total;
  };

  it('keeps what it acknowledged through kill -9, finishes what is under way on SIGTERM, and ends with 0', async () => {
    const first = await start();
    const written = await first.post('/v1/products', { products: [{ id: 'kept', title: 'Xylographic press' }] });
    expect(await written.json()).toMatchObject({ accepted: 1 });
    await first.fetch('/v1/products/p0', { method: 'DELETE' });
    expect(await first.end('SIGKILL')).toBeNull();

    const second = await start();
    expect(await total(second, 'xylographic')).toBe(1);
    expect((await second.fetch('/v1/products/p0')).status).toBe(404);
    expect(await total(second, 'espresso')).toBe(shop.filter(({ title }) => title.includes('espresso')).length);

    // A stream that is open when the signal comes is answered once its client has ended it.
    const summary = new Promise<UpsertResponse>((resolve, reject) => {
      const call = second.client(CatalogServiceClient).upsert((error: ServiceError | null, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
      call.write(UpsertRequest.fromPartial({ products: [{ id: 'late', title: 'Ultramarine late' }] }));
      const afterwards = async (): Promise<void> => {
        while ((await total(second, 'ultramarine')) === 0) await pause();
        second.child.kill('SIGTERM');
        while (!(await refusesConnections(second))) await pause();
        call.write(UpsertRequest.fromPartial({ products: [{ id: 'later', title: 'Ultramarine later' }] }));
        call.end();
      };
      afterwards().catch(reject);
    });
    expect((await summary).accepted).toBe(2);
    expect(await second.ended).toBe(0);

    const third = await start();
    expect(await total(third, 'ultramarine')).toBe(2);
    expect(await third.end()).toBe(0);
  });
});

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}

function refusesConnections(weir: WeirProcess): Promise<boolean> {
  return weir.fetch('/healthz').then(
    () => false,
    () => true,
  );
}
