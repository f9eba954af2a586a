import { Counter, type Registry } from 'prom-client';
import { lagBuckets } from './buckets.js';
import { oneOf } from './label.js';
import { Latency } from './latency.js';

/** Actions that have a name of their own in metrics; a shop may send any other. */
export const knownActions = ['search', 'impression', 'click', 'add_to_cart', 'purchase'] as const;

/** Fields that an event can be refused for. */
const checkedFields = [
  ...['event_id', 'action', 'shopper_id', 'session_id', 'search_id', 'product_id', 'query', 'position', 'quantity'],
  ...['value', 'revenue_minor', 'currency', 'at_ms', 'attributes', 'event'],
];

/** An event that was taken. */
export interface TakenEvent {
  readonly action: string;
  /** ms since the Unix epoch. */
  readonly at: number;
  readonly receivedAt: number;
}

/** Events of shoppers as they come in: the quality of what is measured by them. */
export class EventMetrics {
  private readonly outcomes: Counter<'outcome'>;
  private readonly rejections: Counter<'field'>;
  private readonly actions: Counter<'action'>;
  private readonly lag: Latency<'action'>;
  private readonly action = oneOf(knownActions);
  private readonly field = oneOf(checkedFields);

  constructor(registry: Registry) {
    const registers = [registry];
    this.outcomes = new Counter({
      name: 'weir_events_total',
      help: 'Events of shoppers by what became of them: accepted, duplicate, refused, or lost (not written beside a search).',
      labelNames: ['outcome'],
      registers,
    });
    // A series that is not there yet is no 0: alerts and shares need both sides from the start.
    for (const outcome of ['accepted', 'duplicate', 'refused', 'lost']) this.outcomes.inc({ outcome }, 0);
    this.rejections = new Counter({
      name: 'weir_event_rejections_total',
      help: 'Fields that events were refused for; one event may have several.',
      labelNames: ['field'],
      registers,
    });
    this.actions = new Counter({
      name: 'weir_event_actions_total',
      help: 'Events that came by the API and are durable, by action; batches that hold an event recorded before are left out.',
      labelNames: ['action'],
      registers,
    });
    this.lag = new Latency({
      name: 'weir_event_lag_seconds',
      help: 'How long after it happened, by its own clock, an event came in.',
      labels: ['action'],
      buckets: lagBuckets,
      registry,
    });
  }

  recorded(outcome: 'accepted' | 'duplicate' | 'refused' | 'lost', events: number): void {
    this.outcomes.inc({ outcome }, events);
  }

  took(events: readonly TakenEvent[]): void {
    for (const { action: name, at, receivedAt } of events) {
      const action = this.action(name);
      this.actions.inc({ action });
      this.lag.observe({ action }, receivedAt - at);
    }
  }

  /** @param field as in a violation, e.g. `attributes.colour` */
  refusedFor(field: string): void {
    this.rejections.inc({ field: this.field(field.split('.', 1)[0] ?? '') });
  }
}
