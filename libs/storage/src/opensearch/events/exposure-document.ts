import type { EventAttributes, StoredExposure } from '../../stored-event.js';

/** An exposure as a document. */
export interface ExposureDocument {
  readonly experiment: string;
  readonly phase: number;
  readonly variant: string;
  readonly unit: string;
  /** ISO 8601 with milliseconds. */
  readonly timestamp: string;
  readonly reached: boolean;
  readonly failed?: true;
  readonly attributes?: EventAttributes;
}

export function toExposureDocument({ at, failed, ...rest }: StoredExposure): ExposureDocument {
  return { ...rest, timestamp: new Date(Math.floor(at)).toISOString(), ...(failed === true && { failed }) };
}

export function toStoredExposure({ timestamp, ...rest }: ExposureDocument): StoredExposure {
  return { ...rest, at: Date.parse(timestamp) };
}
