import { Button, Group, Paper, Select, SimpleGrid, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import type { Model } from '../shared/queries';
import { choicesOf, kindOf, servingOf } from './choices';

const route = getRouteApi('/models');
const shares = [
  { value: '0.01', label: '1 % of searches' },
  { value: '0.05', label: '5 % of searches' },
  { value: '0.1', label: '10 % of searches' },
  { value: '0.25', label: '25 % of searches' },
  { value: '1', label: 'every search' },
];
const hourMs = 3_600_000;
const ends = [
  { value: '', label: 'when I end it' },
  { value: String(hourMs), label: 'after an hour' },
  { value: String(24 * hourMs), label: 'after a day' },
  { value: String(7 * 24 * hourMs), label: 'after a week' },
];

/** Which two models, over how many searches, for how long. */
export function BeginForm({ models }: { readonly models: readonly Model[] }) {
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const { champion, challenger } = route.useSearch();
  const [share, setShare] = useState('0.1');
  const [end, setEnd] = useState('');
  const first = champion ?? (challenger === undefined ? undefined : servingOf(models, kindOf(models, challenger)));
  const kind = kindOf(models, first ?? challenger);
  const beginning = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/shadow', {
          body: {
            champion: first ?? '',
            challenger: challenger ?? '',
            share: Number(share),
            ...(end !== '' && { until_ms: Date.now() + Number(end) }),
          },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['models', 'comparisons'] }),
  });
  const problem = beginning.error instanceof Problem ? beginning.error : undefined;
  const fields = ['champion', 'challenger', 'share', 'until_ms'] as const;
  const isToldAtField = fields.some((field) => problem?.about(field) !== undefined);
  const choose = (field: 'champion' | 'challenger') => (chosen: string | null) => {
    beginning.reset();
    const given = { champion: first, challenger, [field]: chosen ?? undefined };
    void navigate({
      search: {
        view: 'shadow',
        ...(given.champion !== undefined && { champion: given.champion }),
        ...(given.challenger !== undefined && { challenger: given.challenger }),
      },
      replace: true,
    });
  };
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="Begin a comparison"
      onSubmit={(event) => {
        event.preventDefault();
        beginning.mutate();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} mb="sm">
        <Select
          label="Champion"
          description="What shoppers have, or another"
          placeholder="Choose a model"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the champion' }}
          data={choicesOf(models, undefined)}
          value={first ?? null}
          error={problem?.about('champion')}
          onChange={choose('champion')}
        />
        <Select
          label="Challenger"
          description="What they would have instead"
          placeholder="Choose a model"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the challenger' }}
          data={choicesOf(models, first === undefined ? undefined : kind)}
          value={challenger ?? null}
          error={problem?.about('challenger')}
          onChange={choose('challenger')}
        />
        <Select
          label="Share"
          description="Drawn at random"
          allowDeselect={false}
          data={shares}
          value={share}
          error={problem?.about('share')}
          onChange={(chosen) => {
            setShare(chosen ?? '0.1');
          }}
        />
        <Select
          label="Ends"
          description="Its numbers stay"
          allowDeselect={false}
          data={ends}
          value={end}
          error={problem?.about('until_ms')}
          onChange={(chosen) => {
            setEnd(chosen ?? '');
          }}
        />
      </SimpleGrid>
      {beginning.error !== null && !isToldAtField && <Failure error={beginning.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" maw={760}>
          Cross-encoders are compared by their scores alone, blends with the cross-encoder that each was fitted for. An
          encoder cannot be compared so: it would need vectors of its own of the whole catalogue.
        </Text>
        <Button type="submit" loading={beginning.isPending} disabled={first === undefined || challenger === undefined}>
          Begin
        </Button>
      </Group>
    </Paper>
  );
}
