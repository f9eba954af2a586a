import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../../api/client';
import { useSession } from '../../../api/session';
import { Failure } from '../../../ui/failure';
import { count, dateTime, percent } from '../../../ui/format';
import type { Comparison } from '../shared/queries';
import { AgreementNumbers } from './agreement-numbers';
import { Examples } from './examples';
import { Latencies } from './latencies';
import { OverlapChart } from './overlap-chart';

/** One comparison and what it has found so far. */
export function ComparisonCard({ comparison }: { readonly comparison: Comparison }) {
  const { id, kind, champion, challenger, share, compared, dropped, failed, agreement } = comparison;
  const isOver = comparison.ended_ms !== undefined;
  const { may } = useSession();
  const client = useQueryClient();
  const acting = useMutation({
    mutationFn: () => {
      const params = { path: { id } };
      return isOver
        ? answered<unknown>(api.DELETE('/v1/shadow/{id}', { params }))
        : answered<unknown>(api.POST('/v1/shadow/{id}/end', { params }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['models', 'comparisons'] }),
  });
  const headingId = `comparison-${id}`;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={headingId}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div>
            <Group gap="xs">
              <Title order={2} size="h3" id={headingId}>
                {challenger.replace('@', ' ')} against {champion.replace('@', ' ')}
              </Title>
              <Badge
                variant="light"
                tt="none"
                color={isOver ? 'gray' : 'green'}
                leftSection={
                  isOver ? <IconPlayerStop size={12} aria-hidden /> : <IconPlayerPlay size={12} aria-hidden />
                }
              >
                {isOver ? 'ended' : 'running'}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed">
              {kind}, {percent(share, share < 0.01 ? 1 : 0)} of searches, {when(comparison)}
            </Text>
          </div>
          {may('edit') && (
            <Button
              size="xs"
              variant="default"
              loading={acting.isPending}
              onClick={() => {
                acting.mutate();
              }}
            >
              {isOver ? 'Remove' : 'End'}
            </Button>
          )}
        </Group>
        {acting.error !== null && <Failure error={acting.error} />}
        <Text size="sm">
          <b>{count(compared)}</b> {compared === 1 ? 'search' : 'searches'} compared
          {dropped > 0 && `, ${count(dropped)} left out because shoppers came first`}
          {failed > 0 && `, ${count(failed)} left out because a model failed`}.
        </Text>
        {agreement === undefined ? (
          <Text size="sm" c="dimmed">
            {isOver
              ? 'It ended before a search was compared.'
              : 'Numbers come with the searches of shoppers; answers from the page cache and searches of tools are not compared.'}
          </Text>
        ) : (
          <>
            <AgreementNumbers agreement={agreement} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
              <OverlapChart byOverlap={agreement.by_overlap} />
              <Latencies comparison={comparison} />
            </SimpleGrid>
            <Examples comparison={comparison} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

function when({ begun_ms: begun, until_ms: until, ended_ms: ended }: Comparison): string {
  if (ended !== undefined) return `${dateTime(begun)} to ${dateTime(ended)}`;
  return `since ${dateTime(begun)}${until === undefined ? '' : `, until ${dateTime(until)}`}`;
}
