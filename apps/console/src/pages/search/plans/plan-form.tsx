import { NumberInput, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { valueAt, withValue } from './edit-plan';
import type { PartialPlan } from './presets';

interface PlanFormProps {
  readonly plan: PartialPlan;
  /** The whole base Plan. */
  readonly base: unknown;
  readonly disabled: boolean;
  /** What the server said of a setting. */
  readonly errorOf: (path: string) => string | undefined;
  readonly onChange: (plan: PartialPlan) => void;
}

/** The settings that one changes most. A setting that is set as in the base Plan is taken out of the partial one. */
export function PlanForm({ plan, base, disabled, errorOf, onChange }: PlanFormProps) {
  const valueOf = (path: string): unknown => {
    const own = valueAt(plan, path);
    return own === undefined ? valueAt(base, path) : own;
  };
  const set = (path: string, value: unknown): void => {
    onChange(withValue(plan, path, value === valueAt(base, path) ? undefined : value));
  };
  const numberInput = (
    path: string,
    label: string,
    limits: { readonly min: number; readonly max: number; readonly step?: number },
  ) => (
    <NumberInput
      label={label}
      size="xs"
      disabled={disabled}
      value={toNumber(valueOf(path))}
      error={errorOf(path)}
      {...limits}
      onChange={(value) => {
        if (typeof value === 'number') set(path, value);
      }}
    />
  );
  const modelInput = (path: string, label: string) => {
    const ofBase = valueAt(base, path);
    const now = valueOf(path);
    const known = [ofBase, now].filter((name): name is string => typeof name === 'string');
    return (
      <Select
        label={label}
        size="xs"
        disabled={disabled}
        error={errorOf(path)}
        data={[...new Set(known)].map((name) => ({ value: name, label: name })).concat({ value: none, label: 'none' })}
        value={typeof now === 'string' ? now : none}
        allowDeselect={false}
        onChange={(value) => {
          set(path, value === none ? null : value);
        }}
      />
    );
  };
  const flag = (path: string, label: string) => (
    <Switch
      label={label}
      size="xs"
      disabled={disabled}
      checked={valueOf(path) === true}
      onChange={({ currentTarget }) => {
        set(path, currentTarget.checked);
      }}
    />
  );
  const ofRetrieval = valueOf('retrieval.mode');
  const mode = typeof ofRetrieval === 'string' ? ofRetrieval : 'hybrid';
  return (
    <Stack gap="xs">
      <div>
        <Text size="xs" fw={500} mb={4}>
          Candidates come from
        </Text>
        <SegmentedControl
          size="xs"
          fullWidth
          disabled={disabled}
          aria-label="Candidates come from"
          data={[
            { value: 'bm25', label: 'words' },
            { value: 'hybrid', label: 'both' },
            { value: 'dense', label: 'vectors' },
          ]}
          value={mode}
          onChange={(value) => {
            set('retrieval.mode', value);
          }}
        />
      </div>
      {numberInput('retrieval.fusion.dense_weight', 'Weight of the vectors', { min: 0, max: 10, step: 0.1 })}
      {numberInput('retrieval.depth', 'Candidates', { min: 1, max: 10_000, step: 100 })}
      {flag('retrieval.prefix', 'The last word may be unfinished')}
      {flag('retrieval.typos', 'Words may be mistyped')}
      {modelInput('ranker.model', 'Ranker')}
      {modelInput('reranker.model', 'Reranker')}
      {modelInput('reranker.blend', 'Blend of the reranked window')}
      {numberInput('reranker.window', 'Products that the reranker sees', { min: 1, max: 1000 })}
      {numberInput('reranker.budget_ms', 'Budget of the reranker, ms', { min: 1, max: 60_000, step: 10 })}
    </Stack>
  );
}

const none = '';

function toNumber(value: unknown): number | '' {
  return typeof value === 'number' ? value : '';
}
