import {
  ApiError,
  type Call,
  type ForgetRequest,
  type ForgetResponse,
  invalidArgument,
  type RecordRequest,
  type RecordResponse,
  type RecordStreamRequest,
  type RecordStreamResponse,
} from '@weir/contracts';
import { StorageError } from '@weir/storage';
import type { Metrics } from '@weir/telemetry';
import type { EventInput, FieldViolation } from '../event-input.js';
import type { Recorded, Recorder, Rejection } from '../recorder.js';

const mostEvents = 1000;
const mostStreamed = 1_000_000;
const mostRejections = 1000;

export interface EventParts {
  readonly recorder: Recorder;
  readonly metrics: Metrics;
}

/** One event of a request, or what is wrong with what stands in its place. */
export type GivenEvent = EventInput | readonly FieldViolation[];

/** Events as the API offers them, whichever transport they came by. */
export class EventApi {
  constructor(private readonly parts: EventParts) {}

  record({ events }: RecordRequest): Promise<RecordResponse> {
    return this.recordAll(events);
  }

  /** The same of events that may not have been readable: those are refused by their place. */
  async recordAll(given: readonly GivenEvent[]): Promise<RecordResponse> {
    const { accepted, duplicates, rejections } = await this.recorded(given);
    return { accepted, duplicates, rejections: rejections.map(toRejection) };
  }

  async recordStream(parts: AsyncIterable<RecordStreamRequest>, call: Call): Promise<RecordStreamResponse> {
    const summary = { accepted: 0, duplicates: 0, rejected: 0 };
    const rejections: Rejection[] = [];
    let taken = 0;
    for await (const { events } of parts) {
      if (call.signal.aborted) throw new ApiError('CANCELLED', `The caller left; ${taken} events were taken before.`);
      if (taken + events.length > mostStreamed) {
        throw new ApiError(
          'RESOURCE_EXHAUSTED',
          `A stream may hold ${mostStreamed} events; the first ${taken} were taken. Send the rest in another.`,
        );
      }
      const recorded = await this.recorded(events);
      summary.accepted += recorded.accepted;
      summary.duplicates += recorded.duplicates;
      summary.rejected += recorded.rejections.length;
      for (const rejection of recorded.rejections.slice(0, mostRejections - rejections.length)) {
        rejections.push({ ...rejection, index: taken + rejection.index });
      }
      taken += events.length;
    }
    return { ...summary, rejections: rejections.map(toRejection) };
  }

  async forget({ shopper_id: shopperId }: ForgetRequest): Promise<ForgetResponse> {
    const { recorder } = this.parts;
    if (shopperId === '') throw invalidArgument([{ field: 'shopper_id', description: 'must be given' }]);
    return { deleted: await stored(() => recorder.forget(shopperId)) };
  }

  private async recorded(given: readonly GivenEvent[]): Promise<Recorded> {
    if (given.length === 0 || given.length > mostEvents) {
      throw invalidArgument([{ field: 'events', description: `must hold 1 to ${mostEvents} events` }]);
    }
    const places: number[] = [];
    const events: EventInput[] = [];
    const unreadable: Rejection[] = [];
    given.forEach((each, index) => {
      if (isUnreadable(each)) {
        unreadable.push({ index, eventId: '', violations: each });
        return;
      }
      places.push(index);
      events.push(each);
    });
    const recorded = await stored(() => this.parts.recorder.record(events));
    const refused = recorded.rejections.map((each) => ({ ...each, index: places[each.index] ?? each.index }));
    const rejections = [...refused, ...unreadable].sort((a, b) => a.index - b.index);
    const { events: counted } = this.parts.metrics;
    counted.recorded('accepted', recorded.accepted);
    counted.recorded('duplicate', recorded.duplicates);
    counted.recorded('refused', rejections.length);
    for (const { violations } of rejections) for (const { field } of violations) counted.refusedFor(field);
    return { ...recorded, rejections };
  }
}

function isUnreadable(given: GivenEvent): given is readonly FieldViolation[] {
  return Array.isArray(given);
}

function toRejection({ index, eventId, violations }: Rejection): RecordResponse['rejections'][number] {
  return { index, event_id: eventId, violations: violations.map((each) => ({ ...each })) };
}

/** What cannot be written is not acknowledged: the caller sends it again, under the same ids. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const text = 'The events cannot be written at the moment: send them again, with the same ids.';
    throw new ApiError('UNAVAILABLE', text, [], { cause: error });
  }
}
