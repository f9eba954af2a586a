import type { EventStore, MomentsQuery, Storage, VariantMoments } from '@weir/storage';
import { query } from './sample-events.js';

/** A storage, or as much of one as keeps events. */
export type OpenedEventStore = Pick<Storage, 'events' | 'close'>;

/** One store that can be closed and opened again. */
export interface EventStoreUnderTest {
  open(): Promise<OpenedEventStore>;
}

/** Asks for the moments of one metric of `sample-events.ts` in one variant. */
export function momentsOf(events: () => EventStore) {
  return async (
    metric: string,
    variant: string,
    asked: Partial<MomentsQuery> = {},
  ): Promise<VariantMoments | undefined> => {
    const { moments } = await events().moments({ ...query, ...asked });
    return moments.find((each) => each.metric === metric && each.variant === variant);
  };
}
