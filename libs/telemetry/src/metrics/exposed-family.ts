/** One value of a metric, as prom-client tells it. */
export interface ExposedValue {
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  readonly value: number;
  /** With the suffix of a histogram's series. */
  readonly metricName?: string;
  readonly exemplar?: Exemplar | null;
}

/** A metric with its series. */
export interface ExposedFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values: readonly ExposedValue[];
}

/** A value that was observed, and where more can be read of it. */
export interface Exemplar {
  readonly labelSet: Readonly<Record<string, string>>;
  readonly value: number;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
}
