import { ActionIcon, Button, Grid, Group, NumberInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Overlay, Variant } from '../shared/definition';
import { PlanDiff } from '../shared/plan-diff';
import type { FieldsProps } from './fields-props';
import { OverlayField } from './overlay-field';

interface VariantsFieldsProps extends FieldsProps {
  readonly base: Overlay;
  readonly schema: Overlay;
}

/** The variants, each with what it changes of the base Plan. */
export function VariantsFields({ draft, change, about, base, schema }: VariantsFieldsProps) {
  const { variants, kind } = draft;
  const put = (index: number, next: Partial<Variant>): void => {
    change({ variants: variants.map((each, at) => (at === index ? { ...each, ...next } : each)) });
  };
  const even = (all: readonly Variant[]): readonly Variant[] =>
    all.map((each, at) => {
      const share = Math.floor(1000 / all.length) / 1000;
      return { ...each, weight: at === 0 ? Number((1 - share * (all.length - 1)).toFixed(3)) : share };
    });
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Variants</Title>
        {kind === 'ab' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              change({ variants: even([...variants, { key: `variant-${variants.length}`, weight: 0, plan: {} }]) });
            }}
          >
            Add a variant
          </Button>
        )}
      </Group>
      {about('variants') !== undefined && (
        <Text c="red" size="sm" role="alert">
          {about('variants')}
        </Text>
      )}
      {variants.map((variant, index) => (
        <Paper withBorder p="md" key={index} component="fieldset" m={0}>
          <Stack gap="sm">
            <Group justify="space-between">
              <Text component="legend" fw={600} p={0}>
                {index === 0 ? 'Control' : `Variant ${index}`}
              </Text>
              {index > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={`Remove ${variant.key}`}
                  onClick={() => {
                    change({ variants: even(variants.filter((_, at) => at !== index)) });
                  }}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </Group>
            <Grid>
              <Grid.Col span={{ base: 12, sm: 8 }}>
                <TextInput
                  label="Key of the variant"
                  value={variant.key}
                  error={about(`variants.${index}.key`)}
                  onChange={(event) => {
                    put(index, { key: event.currentTarget.value });
                  }}
                />
              </Grid.Col>
              {kind === 'ab' && (
                <Grid.Col span={{ base: 12, sm: 4 }}>
                  <NumberInput
                    label="Weight"
                    suffix=" %"
                    min={0}
                    max={100}
                    value={Math.round(variant.weight * 1000) / 10}
                    error={about(`variants.${index}.weight`)}
                    onChange={(value) => {
                      if (typeof value === 'number') put(index, { weight: value / 100 });
                    }}
                  />
                </Grid.Col>
              )}
            </Grid>
            <OverlayField
              path={`variants.${index}.plan`}
              overlay={variant.plan}
              {...{ base, schema, about }}
              onChange={(plan) => {
                put(index, { plan });
              }}
            />
            <PlanDiff base={base} overlay={variant.plan} />
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}
