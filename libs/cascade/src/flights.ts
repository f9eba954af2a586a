import type { Deadline } from './deadline.js';
import { late } from './deadline.js';

interface Flight<T> {
  readonly result: Promise<T>;
  readonly deadline: Deadline;
}

/** A leader must have at least this share of a follower's time, or its hurry would degrade the follower's answer. */
const leastShare = 0.5;

/** Work under way by key, so that identical requests at one time compute once. */
export class Flights<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /** The value of an equal flight under way, if there is one that will do and it lands well and in time. */
  async follow(key: string, deadline: Deadline): Promise<T | undefined> {
    const flight = this.flights.get(key);
    if (flight === undefined || flight.deadline.remainingMs() < leastShare * deadline.remainingMs()) return undefined;
    const landed = await deadline.race(
      flight.result.then(
        (value) => ({ value }),
        () => undefined,
      ),
    );
    return landed === late ? undefined : landed?.value;
  }

  /** Does the work where others can follow it. */
  async lead(key: string, deadline: Deadline, work: () => Promise<T>): Promise<T> {
    const flight: Flight<T> = { result: work(), deadline };
    this.flights.set(key, flight);
    try {
      return await flight.result;
    } finally {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    }
  }
}
