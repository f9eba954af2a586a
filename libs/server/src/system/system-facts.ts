/** What a process tells of itself beyond its metrics. */
export interface SystemFacts {
  /** Stages of a search in order, whether they ever ran or not. Empty: the process answers no searches. */
  readonly stages: readonly string[];
  /** What the base Plan allows each stage, ms; a stage without a budget is left out. */
  readonly budgets: () => Readonly<Partial<Record<string, number>>>;
  /** Models of the base Plan. */
  readonly models: () => readonly {
    readonly setting: string;
    readonly named: string;
    readonly serving: string;
    readonly refused?: { readonly reference: string; readonly cause: string };
  }[];
  /** Stages that other processes have. */
  readonly remoteStages: readonly { readonly stage: string; readonly address: string }[];
  /** Work of models, counted since the start; absent where none runs here. */
  readonly inference?: () => {
    readonly running: number;
    readonly queued: number;
    readonly completed: number;
    readonly dropped: number;
    /** All together, ms. */
    readonly waitedMs: number;
  };
  /** Absent where the process has no index. */
  readonly catalogue?: () => { readonly products: number; readonly vectorsPending: number };
}
