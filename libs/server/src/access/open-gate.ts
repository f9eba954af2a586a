import { Gate, type GateOptions } from './gate.js';
import { readKeys } from './keys-file.js';

/** Who may call, as it is configured. */
export interface AccessSettings {
  readonly write_token?: string | undefined;
  readonly keys_file?: string | undefined;
}

/** Throws with what is wrong in the file of keys. */
export function openGate(
  { write_token: writeToken, keys_file: file }: AccessSettings,
  { limiter, people }: Pick<GateOptions, 'limiter' | 'people'>,
): Gate {
  return new Gate({ keys: file === undefined ? [] : readKeys(file), writeToken, limiter, people });
}
