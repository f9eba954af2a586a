import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../../api/client';
import type { Definition } from '../shared/definition';

/** Who searched of late, whom the condition matches, and what the metric is among them. */
export const trafficQuery = ({ targeting, unit, metrics }: Pick<Definition, 'targeting' | 'unit' | 'metrics'>) =>
  queryOptions({
    queryKey: ['traffic', targeting, unit, metrics.primary, metrics.custom],
    queryFn: () =>
      answered(
        api.POST('/v1/experiments/traffic', {
          body: {
            targeting,
            unit,
            metric: metrics.primary,
            custom: metrics.custom as unknown as Record<string, never>[],
            currency: '',
          },
        }),
      ),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
