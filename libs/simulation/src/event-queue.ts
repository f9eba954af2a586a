import type { Event } from '@weir/contracts';
import type { Shop } from './shop.js';

/** Events of a call; EventService takes 1,000. */
const batch = 500;

/** Hands events to the server in batches, and counts what became of them. */
export class EventQueue {
  private waiting: Event[] = [];
  /** Events that were recorded, and those that a run of the same name had recorded before. */
  accepted = 0;
  duplicates = 0;

  constructor(private readonly server: Pick<Shop, 'record'>) {}

  /** Resolves once there is room again. Rejects, naming the event, where one is refused. */
  async add(events: readonly Event[]): Promise<void> {
    this.waiting.push(...events);
    while (this.waiting.length >= batch) await this.send(this.waiting.splice(0, batch));
  }

  /** Sends what is left; everything added by then is on disk when it resolves. */
  async flush(): Promise<void> {
    while (this.waiting.length > 0) await this.send(this.waiting.splice(0, batch));
  }

  private async send(events: readonly Event[]): Promise<void> {
    const { accepted, duplicates, rejections } = await this.server.record(events);
    this.accepted += accepted;
    this.duplicates += duplicates;
    const [first] = rejections;
    if (first !== undefined) {
      const wrong = first.violations.map(({ field, description }) => `${field} ${description}`).join('; ');
      throw new Error(`The server refused ${rejections.length} events; the first, ${first.event_id}: ${wrong}.`);
    }
  }
}
