import { Counter, Gauge, type Registry } from 'prom-client';

/** A series with its value. */
export type Reading<Label extends string> = readonly [Readonly<Record<Label, string>>, number];

/** What is kept elsewhere, and read when Prometheus asks. */
export class ReadWhenAsked {
  constructor(private readonly registry: Registry) {}

  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      ...{ name, help },
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** A total that only grows. */
  counted(name: string, help: string, read: () => number): void {
    new Counter({
      ...{ name, help },
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** Several values, each with its labels; those that are not read any more are gone. */
  labelledGauge<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    read: () => readonly Reading<Label>[],
  ): void {
    new Gauge({
      ...{ name, help },
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [values, value] of read()) this.set(values, value);
      },
    });
  }

  /** The same of totals that only grow. */
  labelledCounted<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    read: () => readonly Reading<Label>[],
  ): void {
    new Counter({
      ...{ name, help },
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [values, value] of read()) this.inc(values, value);
      },
    });
  }
}
