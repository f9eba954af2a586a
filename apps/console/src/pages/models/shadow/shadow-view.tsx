import { Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSession } from '../../../api/session';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import type { Comparison, Model } from '../shared/queries';
import { BeginForm } from './begin-form';
import { ComparisonCard } from './comparison-card';

interface ShadowViewProps {
  readonly models: UseQueryResult<{ readonly models: readonly Model[] }>;
  readonly comparisons: UseQueryResult<{ readonly comparisons: readonly Comparison[] }>;
}

/** Two models over the same live searches: what the challenger would change. */
export function ShadowView({ models, comparisons }: ShadowViewProps) {
  const { may } = useSession();
  const error = models.error ?? comparisons.error;
  const found = comparisons.data?.comparisons;
  return (
    <Stack gap="lg">
      <Text size="sm" maw={820}>
        A share of the live searches is ordered again by both models, beside the search and only while no shopper waits:
        they see nothing of it, and it makes nobody wait. What is found is kept in the process that answers you, until
        it is removed or the process ends.
      </Text>
      {error !== null && (
        <Failure
          error={error}
          retry={() => {
            void models.refetch();
            void comparisons.refetch();
          }}
        />
      )}
      {models.data === undefined ? <Skeleton h={150} /> : may('edit') && <BeginForm models={models.data.models} />}
      {found === undefined ? (
        error === null && <Skeleton h={320} />
      ) : found.length === 0 ? (
        <Empty title="No comparison yet">
          Choose two models of one kind above. The first numbers are here as soon as shoppers search.
        </Empty>
      ) : (
        found.map((comparison) => <ComparisonCard key={comparison.id} comparison={comparison} />)
      )}
    </Stack>
  );
}
