import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Message } from '../../../api/client';
import { count, number, percent } from '../../../ui/format';

/** Whether the experiment can be trusted: who was counted, and how they were split. */
export function Checks({ results }: { readonly results: Message<'GetResultsResponse'> }) {
  const { variants, sample_ratio: split, exposure, left_out: left } = results;
  const total = variants.reduce((sum, { units }) => sum + units, 0);
  const crossed = left?.crossed ?? 0;
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        Can it be trusted?
      </Title>
      <Stack gap="xs">
        <Check
          ok={split?.mismatch !== true}
          title="Split as planned"
          text={`${variants.map(({ variant, units, weight }) => `${variant} ${count(units)} (${percent(total === 0 ? 0 : units / total)}, planned ${percent(weight)})`).join(', ')}; p = ${number(split?.p_value ?? 1, 2)}`}
        />
        <Check
          ok={exposure?.mismatch !== true}
          title="The variants fail alike"
          text={`${variants.map(({ variant, failed, reached }) => `${variant}: ${count(reached)} saw what differs, ${count(failed)} did not as a stage failed or ran late`).join('; ')}; p = ${number(exposure?.p_value ?? 1, 2)}`}
        />
        <Check
          ok={crossed <= 0.01 * (total + crossed)}
          title="One variant a shopper"
          text={`${count(crossed)} saw more than one variant and are left out`}
        />
        <Text size="sm" c="dimmed">
          Left out as well: {count(left?.bots ?? 0)} robots, {count(left?.outliers ?? 0)} outliers.
        </Text>
      </Stack>
    </Paper>
  );
}

function Check({ ok, title, text }: { readonly ok: boolean; readonly title: string; readonly text: string }) {
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <Badge variant="light" color={ok ? 'green' : 'red'} tt="none" miw={64} style={{ flexShrink: 0 }}>
        {ok ? 'ok' : 'broken'}
      </Badge>
      <div>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
    </Group>
  );
}
