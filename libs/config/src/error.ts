/** One thing that is wrong with the configuration, and what would be right. */
export interface Mistake {
  /** Keys joined by dots; empty where the mistake is not about one setting. */
  readonly setting: string;
  /** Where it stands: `weir.yaml:12`, a variable, a flag. */
  readonly origin: string;
  readonly problem: string;
}

/** The configuration cannot be used. Its message lists every mistake. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    readonly mistakes: readonly Mistake[],
    options?: ErrorOptions,
  ) {
    const lines = mistakes.map(
      ({ setting, origin, problem }) => `  ${setting === '' ? origin : `${setting} (${origin})`}: ${problem}`,
    );
    super(
      `the configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${lines.join('\n')}`,
      options,
    );
  }
}
