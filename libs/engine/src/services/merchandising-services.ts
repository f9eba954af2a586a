import { loadMerchandisingService } from '@weir/merchandising';
import type { DynamicModule } from '@nestjs/common';
import type { Engine } from '../engine.js';

export interface MerchandisingServiceParts {
  /** Told after every change of a rule that came by this process. */
  readonly changed?: () => void;
}

/** MerchandisingService, of a process that keeps rules. */
export async function merchandisingServices(
  { rules }: Pick<Engine, 'rules'>,
  { changed }: MerchandisingServiceParts = {},
): Promise<readonly DynamicModule[]> {
  const { MerchandisingApi, MerchandisingModule } = await loadMerchandisingService();
  const { book } = rules;
  const api = new MerchandisingApi({ book, refresh: () => rules.refresh(), now: Date.now, changed });
  return [MerchandisingModule.of(api)];
}
