/**
 * `unknown`: no such model, or no version of it has this state; `kind`: it is another kind of model; `manifest`: its
 * manifest is not valid; `corrupt`: a file is not what the manifest says; `states`: the file of promotion states is not
 * valid; `state`: a promotion that may not be; `locked`: another promotion holds the states.
 */
export type RegistryErrorCode = 'unknown' | 'kind' | 'manifest' | 'corrupt' | 'states' | 'state' | 'locked';

/** A model that cannot be loaded or promoted. The message says what is wrong and what to do. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';

  constructor(
    readonly code: RegistryErrorCode,
    message: string,
  ) {
    super(message);
  }
}
