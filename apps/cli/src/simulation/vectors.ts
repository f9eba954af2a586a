import { setTimeout as pause } from 'node:timers/promises';
import { progressBar } from '../evaluation/progress.js';
import type { ShopServer } from './shop-server.js';

const pollMs = 500;

/** Waits until every product has its vector: until then what a search finds changes from one minute to the next. */
export async function vectorsMade(server: ShopServer): Promise<void> {
  const bar = progressBar('waiting for vectors');
  try {
    for (;;) {
      const { all, withoutVector } = await server.products();
      if (withoutVector === 0) return;
      bar.show(all - withoutVector, all);
      await pause(pollMs);
    }
  } finally {
    bar.end();
  }
}
