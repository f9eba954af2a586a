import { setTimeout as sleep } from 'node:timers/promises';
import { ModelSlot } from './model-slot.js';

/** A model that notices when it is used after it was closed. */
class Model {
  closed = 0;
  served = 0;

  constructor(readonly version: number) {}

  async serve(ms: number): Promise<number> {
    await sleep(ms);
    if (this.closed > 0) throw new Error(`version ${this.version} was closed under a request`);
    this.served++;
    return this.version;
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

describe('a model slot', () => {
  it('drops no request over swaps under load, and closes each old version exactly once', async () => {
    const models = Array.from({ length: 6 }, (_, version) => new Model(version));
    const slot = new ModelSlot(models[0]!);
    let swapping = true;
    let requests = 0;
    const shoppers = Array.from({ length: 20 }, async (_, shopper) => {
      while (swapping) {
        await slot.use((model) => model.serve(1 + (shopper % 5)));
        requests++;
      }
    });
    const swaps: Promise<void>[] = [];
    for (const model of models.slice(1)) {
      await sleep(15);
      swaps.push(slot.swap(model));
    }
    await sleep(15);
    swapping = false;
    await Promise.all([...shoppers, ...swaps]);
    expect(models.map((model) => model.closed)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(models.reduce((sum, model) => sum + model.served, 0)).toBe(requests);
    expect(models.every((model) => model.served > 0)).toBe(true);
  });

  it('gives the next version from the moment of the swap, and keeps the old one open for who has it', async () => {
    const [before, after] = [new Model(1), new Model(2)];
    const slot = new ModelSlot(before);
    const lease = slot.acquire();
    const swapped = slot.swap(after);
    expect(slot.acquire().model).toBe(after);
    await sleep(1);
    expect(before.closed).toBe(0);
    lease.release();
    lease.release();
    await swapped;
    expect(before.closed).toBe(1);
  });

  it('closes when the last user is done and takes no one after', async () => {
    const model = new Model(1);
    const slot = new ModelSlot(model);
    const lease = slot.acquire();
    const closed = slot.close();
    expect(() => slot.acquire()).toThrow('closed');
    expect(model.closed).toBe(0);
    lease.release();
    await closed;
    expect(model.closed).toBe(1);
  });
});
