/** `unknown`: no such model; `kind`: it is another kind of model; `manifest`: its manifest is not valid; `corrupt`: a file is not what the manifest says. */
export type RegistryErrorCode = 'unknown' | 'kind' | 'manifest' | 'corrupt';

/** A model that cannot be loaded. The message says what is wrong and what to do. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';

  constructor(
    readonly code: RegistryErrorCode,
    message: string,
  ) {
    super(message);
  }
}
