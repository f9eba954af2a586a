import { ApiError, invalidArgument } from '@weir/contracts';

/** A set to begin. */
export interface NewSet {
  readonly key: string;
  readonly name: string;
  readonly who: string;
}

/**
 * The name that people see of a set that is begun.
 * @throws ApiError INVALID_ARGUMENT naming every wrong field
 */
export function checkedName({ key, name }: NewSet): string {
  const wrong = [
    ...(/^[a-z0-9][a-z0-9-]{0,59}$/.test(key)
      ? []
      : [{ field: 'key', description: 'must be 1 to 60 small letters, digits and hyphens, a letter or digit first' }]),
    ...(name.length <= 200 ? [] : [{ field: 'name', description: 'must have at most 200 characters' }]),
  ];
  if (wrong.length > 0) throw invalidArgument(wrong);
  return name.trim() === '' ? key : name.trim();
}

export function taken(what: string, key: string): ApiError {
  return new ApiError('ALREADY_EXISTS', `There is a ${what} ${key} already: take another key.`, [
    { field: 'key', description: `there is a ${what} ${key} already` },
  ]);
}

export function missing(what: string, key: string): ApiError {
  return new ApiError('NOT_FOUND', `There is no ${what} ${key}.`);
}
