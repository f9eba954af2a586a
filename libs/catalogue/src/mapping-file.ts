import { parse, stringify, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { CatalogueError } from './error.js';
import { type CatalogueMapping, mappingSchema } from './mapping.js';

/** The mapping as it is written down in `weir.yaml`; what equals a default is left out. */
export function mappingToYaml(mapping: CatalogueMapping): string {
  const defaults = mappingSchema.parse({ id: mapping.id });
  const written = Object.entries(mapping).filter(
    ([name, value]) =>
      name === 'id' || JSON.stringify(value) !== JSON.stringify(defaults[name as keyof CatalogueMapping]),
  );
  return stringify(
    { catalogue: { mapping: Object.fromEntries(written) } },
    { lineWidth: 0, flowCollectionPadding: false },
  );
}

/**
 * Reads a mapping from YAML: the mapping itself, or a whole `weir.yaml` with it under `catalogue.mapping`.
 * Throws `CatalogueError` `BAD_MAPPING` with every mistake and its path.
 */
export function mappingFromYaml(yaml: string): CatalogueMapping {
  let document: unknown;
  try {
    document = parse(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new CatalogueError('BAD_MAPPING', `The mapping is not YAML: ${error.message}`, { cause: error });
  }
  const whole = z.object({ catalogue: z.object({ mapping: z.unknown() }) }).safeParse(document);
  const mapping = mappingSchema.safeParse(whole.success ? whole.data.catalogue.mapping : document);
  if (mapping.success) return mapping.data;
  throw new CatalogueError('BAD_MAPPING', `The mapping has mistakes.\n${z.prettifyError(mapping.error)}`);
}
