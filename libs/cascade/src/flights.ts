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

  /** Follows an equal flight under way if there is one that will do; leads one otherwise, or if that one does not land well and in time. */
  async join(
    key: string,
    deadline: Deadline,
    work: () => Promise<T>,
  ): Promise<{ readonly value: T; readonly followed: boolean }> {
    const flight = this.flights.get(key);
    if (flight !== undefined && flight.deadline.remainingMs() >= leastShare * deadline.remainingMs()) {
      const landed = await deadline.race(
        flight.result.then(
          (value) => ({ value }),
          () => undefined,
        ),
      );
      if (landed !== late && landed !== undefined) return { value: landed.value, followed: true };
    }
    return { value: await this.lead(key, deadline, work), followed: false };
  }

  private async lead(key: string, deadline: Deadline, work: () => Promise<T>): Promise<T> {
    const flight: Flight<T> = { result: work(), deadline };
    this.flights.set(key, flight);
    try {
      return await flight.result;
    } finally {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    }
  }
}
