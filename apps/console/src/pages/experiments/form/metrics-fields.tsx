import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Paper,
  Select,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Guardrail, Metric } from '../shared/definition';
import { metricName } from '../shared/metric-value';
import type { FieldsProps } from './fields-props';

/** What decides, what is watched, and what must not get worse. */
export function MetricsFields({
  draft,
  change,
  about,
  builtIn,
}: FieldsProps & { readonly builtIn: readonly Metric[] }) {
  const { metrics, kind } = draft;
  if (kind === 'interleaving') {
    return (
      <Paper withBorder p="md">
        <Title order={2} mb="xs">
          Metrics
        </Title>
        <Text size="sm">
          None: an interleaved experiment asks whose results are clicked when both rankings stand on one page.
        </Text>
      </Paper>
    );
  }
  const choices = [...metrics.custom, ...builtIn].map(({ key }) => ({ value: key, label: metricName(key) }));
  const put = (next: Partial<typeof metrics>): void => {
    change({ metrics: { ...metrics, ...next } });
  };
  const guard = (index: number, next: Partial<Guardrail>): void => {
    put({ guardrails: metrics.guardrails.map((each, at) => (at === index ? { ...each, ...next } : each)) });
  };
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2}>Metrics</Title>
        <Select
          label="Primary"
          description="The one metric that decides"
          required
          searchable
          allowDeselect={false}
          data={choices}
          value={metrics.primary}
          error={about('metrics.primary')}
          onChange={(primary) => {
            put({ primary: primary ?? '', secondary: metrics.secondary.filter((each) => each !== primary) });
          }}
        />
        <MultiSelect
          label="Secondary"
          description="Watched; corrected for being several"
          searchable
          data={choices.filter(({ value }) => value !== metrics.primary)}
          value={[...metrics.secondary]}
          error={about('metrics.secondary.0')}
          onChange={(secondary) => {
            put({ secondary });
          }}
        />
        <div>
          <Text size="sm" fw={500}>
            Guardrails
          </Text>
          <Text size="xs" c="dimmed" mb="xs">
            Must not get worse than by their margin
          </Text>
          <Stack gap="xs">
            {metrics.guardrails.map(({ metric, margin }, index) => (
              <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
                <NativeSelect
                  aria-label={`Metric of guardrail ${index + 1}`}
                  style={{ flex: 1 }}
                  data={choices}
                  value={metric}
                  error={about(`metrics.guardrails.${index}.metric`)}
                  onChange={(event) => {
                    guard(index, { metric: event.currentTarget.value });
                  }}
                />
                <NumberInput
                  aria-label={`Margin of guardrail ${index + 1}`}
                  w={110}
                  suffix=" %"
                  min={0}
                  max={100}
                  value={Math.round(margin * 1000) / 10}
                  error={about(`metrics.guardrails.${index}.margin`)}
                  onChange={(value) => {
                    if (typeof value === 'number') guard(index, { margin: value / 100 });
                  }}
                />
                <ActionIcon
                  mt={4}
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove guardrail ${index + 1}`}
                  onClick={() => {
                    put({ guardrails: metrics.guardrails.filter((_, at) => at !== index) });
                  }}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Group>
            ))}
            <Group>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => {
                  const taken = metrics.guardrails.map(({ metric }) => metric);
                  const free = ['zero_click_rate', ...choices.map(({ value }) => value)].find(
                    (each) => !taken.includes(each),
                  );
                  put({ guardrails: [...metrics.guardrails, { metric: free ?? 'zero_click_rate', margin: 0.02 }] });
                }}
              >
                Add a guardrail
              </Button>
            </Group>
          </Stack>
        </div>
      </Stack>
    </Paper>
  );
}
