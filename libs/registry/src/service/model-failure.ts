import path from 'node:path';
import { ApiError, type StatusCode } from '@weir/contracts';
import type { Registry } from '../registry.js';
import { RegistryError, type RegistryErrorCode } from '../registry-error.js';

const codes: Readonly<Record<RegistryErrorCode, StatusCode>> = {
  unknown: 'NOT_FOUND',
  kind: 'FAILED_PRECONDITION',
  manifest: 'FAILED_PRECONDITION',
  corrupt: 'FAILED_PRECONDITION',
  states: 'FAILED_PRECONDITION',
  state: 'FAILED_PRECONDITION',
  locked: 'ABORTED',
};

/** Does it; what the registry refuses is told to the caller, without where the folder is. */
export async function toldTo<T>(registry: Registry, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw new ApiError(codes[error.code], withoutFolder(error.message, registry), [], { cause: error });
  }
}

/** The text with files named as they lie in the registry folder. */
export function withoutFolder(text: string, { folder }: Pick<Registry, 'folder'>): string {
  const absolute = path.resolve(folder);
  return text
    .replaceAll(`${absolute}${path.sep}`, '')
    .replaceAll(`${path.normalize(folder)}${path.sep}`, '')
    .replaceAll(absolute, 'the registry folder');
}
