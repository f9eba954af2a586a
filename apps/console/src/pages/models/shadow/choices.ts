import type { Model } from '../shared/queries';
import { roles } from '../shared/roles';

interface Choices {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

const compared = ['ranker', 'cross-encoder', 'blend'];

/** Versions that may be compared, by what they do; of one kind alone where that is given. */
export function choicesOf(models: readonly Model[], kind: string | undefined): Choices[] {
  return roles
    .filter((role) => compared.includes(role.kind) && (kind === undefined || role.kind === kind))
    .map((role) => ({
      group: role.title,
      items: models
        .filter((model) => model.kind === role.kind)
        .flatMap(({ name, versions }) =>
          versions
            .filter(({ error }) => error === '')
            .map(({ version, state }) => ({
              value: `${name}@${version}`,
              label: `${name} ${version}${state === 'candidate' ? '' : `, ${state}`}`,
            })),
        ),
    }))
    .filter(({ items }) => items.length > 0);
}

/** Of a version, e.g. `ranker`. */
export function kindOf(models: readonly Model[], reference: string | undefined): string | undefined {
  const name = reference?.split('@')[0];
  return models.find((model) => model.name === name)?.kind;
}

/** The version of a kind that answers searches. */
export function servingOf(models: readonly Model[], kind: string | undefined): string | undefined {
  for (const { name, kind: its, versions } of models) {
    const serving = versions.find(({ places }) => places.some((place) => place.serving));
    if (its === kind && serving !== undefined) return `${name}@${serving.version}`;
  }
  return undefined;
}
