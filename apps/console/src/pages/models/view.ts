/** State of the view of all models. */
export interface ModelsSearch {
  /** @defaultValue the registry */
  readonly view?: 'shadow';
  /** name@version that the form begins with. */
  readonly champion?: string;
  readonly challenger?: string;
}

/** State of the view of one model. */
export interface ModelSearch {
  /** @defaultValue the champion, else the one that serves, else the newest */
  readonly version?: string;
  /** Version that metrics are compared with. @defaultValue the one before */
  readonly against?: string;
}

export function toModelsSearch(given: Readonly<Record<string, unknown>>): ModelsSearch {
  return {
    ...(given['view'] === 'shadow' && { view: 'shadow' as const }),
    ...text(given, 'champion'),
    ...text(given, 'challenger'),
  };
}

export function toModelSearch(given: Readonly<Record<string, unknown>>): ModelSearch {
  return { ...text(given, 'version'), ...text(given, 'against') };
}

/** A version like `2` comes as a number. */
function text<Name extends string>(
  given: Readonly<Record<string, unknown>>,
  name: Name,
): Partial<Record<Name, string>> {
  const value = given[name];
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  return { [name]: String(value) } as Record<Name, string>;
}
