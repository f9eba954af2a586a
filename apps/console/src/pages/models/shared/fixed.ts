import type { Model } from './queries';

/** A place of the Plan that names a version, so that no promotion changes what serves there. */
export interface FixedPlace {
  readonly name: string;
  readonly setting: string;
  readonly named: string;
  /** Version that is the champion; absent where none was promoted. */
  readonly champion?: string;
}

export function fixedPlaces(models: readonly Model[]): readonly FixedPlace[] {
  return models.flatMap(({ name, versions }) => {
    const champion = versions.find(({ state }) => state === 'champion')?.version;
    return versions
      .flatMap(({ places }) => places)
      .filter(({ named }) => !named.endsWith('@champion') && !named.endsWith('@shadow'))
      .map(({ setting, named }) => ({ name, setting, named, ...(champion !== undefined && { champion }) }));
  });
}
