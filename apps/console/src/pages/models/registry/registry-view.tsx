import { Anchor, Code, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import { FixedPlaces } from './fixed-places';
import type { Model } from '../shared/queries';
import { roles } from '../shared/roles';
import { VersionTable } from './version-table';

interface RegistryViewProps {
  readonly models: UseQueryResult<{ readonly models: readonly Model[] }>;
}

/** Every model by what it does in a search. */
export function RegistryView({ models }: RegistryViewProps) {
  if (models.error !== null) return <Failure error={models.error} retry={() => void models.refetch()} />;
  if (models.data === undefined) {
    return (
      <Stack>
        {roles.slice(0, 4).map(({ kind }) => (
          <Skeleton key={kind} h={132} />
        ))}
      </Stack>
    );
  }
  const all = models.data.models;
  if (all.length === 0) {
    return (
      <Empty title="There is no model yet">
        Train one from your own data and publish it with <Code>weir-models publish</Code>: docs/training.md goes through
        it step by step. It appears here as a candidate.
      </Empty>
    );
  }
  return (
    <Stack gap="xl">
      <FixedPlaces models={all} />
      {roles.map(({ kind, title, about }) => {
        const ofKind = all.filter((model) => model.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <section key={kind} aria-labelledby={`role-${kind}`}>
            <Title order={2} id={`role-${kind}`}>
              {title}
            </Title>
            <Text size="sm" c="dimmed" mb="xs">
              {about}
            </Text>
            <VersionTable models={ofKind} title={title} />
          </section>
        );
      })}
      <Text size="sm" c="dimmed">
        A version comes here by <Code>weir-models publish</Code>; how to train one stands in docs/training.md, and what
        the states mean in docs/models-registry.md. The API:{' '}
        <Anchor href="/docs" underline="always">
          /docs
        </Anchor>
        .
      </Text>
    </Stack>
  );
}
