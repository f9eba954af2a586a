import { Event } from '@weir/contracts';
import type { Act } from './act.js';

/** Which search of which visit an act belongs to. */
export interface ActOrigin {
  readonly searchId: string;
  readonly shopperId: string;
  readonly sessionId: string;
  /** Unique in the run, e.g. `k3-sim-7-12-0`: a repeated run has the same one. */
  readonly name: string;
  /** ISO 4217 code of the product's price. */
  readonly currency: string;
}

/**
 * An act as EventService takes it. It carries no time: the server takes the moment it comes in, which is after the
 * exposure that it is to count for, whatever the clock of this machine says.
 */
export function toEvent({ action, product, sold }: Act, origin: ActOrigin): Event {
  return Event.fromPartial({
    // What is done with one product is done once a search, so this is unique.
    event_id: `${origin.name}-${action}-${product.position}`,
    action,
    search_id: origin.searchId,
    shopper_id: origin.shopperId,
    session_id: origin.sessionId,
    product_id: product.id,
    position: product.position,
    attributes: simulatedMark,
    ...(sold !== undefined && {
      quantity: sold.quantity,
      revenue_minor: minorUnits(sold.quantity * sold.price, origin.currency),
      currency: origin.currency,
    }),
  });
}

/** What tells simulated searches and events from real ones. */
export const simulatedMark = { simulated: true };

/** An amount in the currency's smallest unit: cents, or yen. */
function minorUnits(amount: number, currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return Math.round(amount * 10 ** maximumFractionDigits);
}
