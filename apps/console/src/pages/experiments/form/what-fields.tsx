import { Grid, NumberInput, Paper, SegmentedControl, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import type { FieldsProps } from './fields-props';

/** What it is called, what is expected, and of whom. */
export function WhatFields({ draft, change, about, isNew }: FieldsProps & { readonly isNew: boolean }) {
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2}>What is tried</Title>
        <Grid>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            <TextInput
              label="Key"
              description="Small letters, digits, - and _; never changes"
              required
              disabled={!isNew}
              value={draft.key}
              error={about('key')}
              onChange={(event) => {
                change({ key: event.currentTarget.value });
              }}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            <TextInput
              label="Name"
              description="For people"
              value={draft.name}
              error={about('name')}
              onChange={(event) => {
                change({ name: event.currentTarget.value });
              }}
            />
          </Grid.Col>
          <Grid.Col span={12}>
            <Textarea
              label="Hypothesis"
              description="What you expect to happen, and why"
              autosize
              minRows={2}
              value={draft.hypothesis}
              error={about('hypothesis')}
              onChange={(event) => {
                change({ hypothesis: event.currentTarget.value });
              }}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            <TextInput
              label="Owner"
              description="Who answers for it"
              value={draft.owner}
              error={about('owner')}
              onChange={(event) => {
                change({ owner: event.currentTarget.value });
              }}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            <NumberInput
              label="Traffic"
              description="Share of the targeted shoppers that take part"
              suffix=" %"
              min={0}
              max={100}
              value={Math.round(draft.coverage * 1000) / 10}
              error={about('coverage')}
              onChange={(value) => {
                if (typeof value === 'number') change({ coverage: value / 100 });
              }}
            />
          </Grid.Col>
        </Grid>
        {isNew && (
          <div>
            <Text size="sm" fw={500} id="kind">
              Kind
            </Text>
            <SegmentedControl
              aria-labelledby="kind"
              data={[
                { value: 'ab', label: 'A/B: one variant a shopper' },
                { value: 'interleaving', label: 'Interleaved: two on one page' },
              ]}
              value={draft.kind}
              orientation="vertical"
              onChange={(kind) => {
                change(
                  kind === 'interleaving'
                    ? {
                        kind,
                        variants: draft.variants.slice(0, 2).map((variant) => ({ ...variant, weight: 0 })),
                        metrics: { ...draft.metrics, primary: '', secondary: [], guardrails: [] },
                      }
                    : {
                        kind: 'ab',
                        variants: draft.variants.map((variant) => ({ ...variant, weight: 1 / draft.variants.length })),
                        metrics: { ...draft.metrics, primary: 'ctr' },
                      },
                );
              }}
            />
          </div>
        )}
      </Stack>
    </Paper>
  );
}
