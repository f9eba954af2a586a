import { planSchema } from '@weir/cascade';
import { mappingSchema } from '@weir/catalogue';
import { configurationSchema } from '@weir/config';
import type { z } from 'zod';

/** The schema of `weir.yaml` with the catalogue's mapping and the Plan filled in. */
export const weirConfiguration = configurationSchema({ mapping: mappingSchema, plan: planSchema.prefault({}) });

/** Which retriever is used, as configured. */
export type RetrievalSettings = z.output<typeof weirConfiguration>['retrieval'];
