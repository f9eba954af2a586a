import { planSchema } from '@weir/cascade';
import { mappingSchema } from '@weir/catalogue';
import { configurationSchema } from '@weir/config';
import type { z } from 'zod';

/** The schema of `weir.yaml` with the catalogue's mapping and the Plan filled in. */
export const weirConfiguration = configurationSchema({ mapping: mappingSchema, plan: planSchema.prefault({}) });

/** Which servers stand behind the ports, as configured, and how they are reached. */
export type BackendSettings = Pick<z.output<typeof weirConfiguration>, 'retrieval' | 'storage' | 'opensearch'>;
