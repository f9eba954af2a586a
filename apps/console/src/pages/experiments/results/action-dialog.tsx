import { NativeSelect, Slider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type Message } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { Confirm } from '../../../ui/confirm';
import { percent } from '../../../ui/format';
import { definitionOf } from '../shared/definition';
import { PlanDiff } from '../shared/plan-diff';
import { planQuery } from '../shared/queries';

export type Action = 'start' | 'ramp' | 'stop' | 'kill' | 'ship' | 'archive';

interface ActionDialogProps {
  readonly action: Action;
  readonly experiment: Message<'Experiment'>;
  readonly results?: Message<'GetResultsResponse'>;
  readonly onDone: (told: string) => void;
  readonly onClose: () => void;
}

/** Asks once more before an experiment is started, ramped, stopped, killed, shipped or archived. */
export function ActionDialog(props: ActionDialogProps) {
  if (props.action === 'ramp') return <Ramp {...props} />;
  if (props.action === 'ship') return <Ship {...props} />;
  return <Transition {...props} action={props.action} />;
}

const transitions = {
  start: {
    title: 'Start the experiment',
    label: 'Start',
    told: 'started',
    text: 'From the next search on, shoppers are split between the variants.',
  },
  stop: {
    title: 'Stop the experiment',
    label: 'Stop',
    told: 'stopped',
    text: 'From the next search on everybody gets the base Plan. A stopped experiment is not started again; its results stay.',
  },
  kill: {
    title: 'Kill the experiment at once',
    label: 'Kill',
    told: 'killed',
    text: 'For emergencies: everybody is back on the base Plan with the next search, whatever anybody else is editing. Your reason stands at the top of the page for all to see.',
  },
  archive: {
    title: 'Archive the experiment',
    label: 'Archive',
    told: 'archived',
    text: 'It leaves the list; its results stay and can be found under Archived.',
  },
} as const;

function Transition({
  action,
  experiment,
  onDone,
  onClose,
}: ActionDialogProps & { readonly action: keyof typeof transitions }) {
  const { title, label, told, text } = transitions[action];
  const author = useAuthor();
  const { key, version } = experiment;
  return (
    <Confirm
      {...{ title, label, onClose }}
      danger={action === 'kill'}
      mustSayWhy={action === 'kill'}
      act={(reason) =>
        answered(
          api.POST('/v1/experiments/{key}/{action}', {
            params: { path: { key, action } },
            body: { version: action === 'kill' ? 0 : version, reason, author },
          }),
        )
      }
      onDone={() => {
        onDone(`${key} is ${told}.`);
      }}
    >
      {text}
    </Confirm>
  );
}

function Ramp({ experiment, onDone, onClose }: ActionDialogProps) {
  const { key, version, coverage: now } = experiment;
  const author = useAuthor();
  const [coverage, setCoverage] = useState(Math.min(1, Math.max(now * 2, 0.1)));
  return (
    <Confirm
      title="Let more shoppers take part"
      label={`Ramp up to ${percent(coverage, 0)}`}
      act={(reason) =>
        answered(
          api.POST('/v1/experiments/{key}/ramp', {
            params: { path: { key } },
            body: { coverage, version, reason, author },
          }),
        )
      }
      onDone={() => {
        onDone(`${percent(coverage, 0)} of the shoppers take part in ${key}.`);
      }}
      onClose={onClose}
    >
      <Stack gap="xs" pb="lg">
        <Text size="sm">
          {percent(now, 0)} take part now. Those that are in keep their variant; only new ones come in.
        </Text>
        <Slider
          thumbLabel="Share of the shoppers"
          min={Math.ceil(now * 100)}
          max={100}
          value={Math.round(coverage * 100)}
          label={(value) => `${value} %`}
          onChange={(value) => {
            setCoverage(value / 100);
          }}
          marks={[25, 50, 75, 100].filter((mark) => mark >= now * 100).map((value) => ({ value, label: `${value} %` }))}
        />
      </Stack>
    </Confirm>
  );
}

function Ship({ experiment, results, onDone, onClose }: ActionDialogProps) {
  const { key, version } = experiment;
  const author = useAuthor();
  const plan = useQuery(planQuery);
  const candidates = definitionOf(experiment).variants.filter((each) => Object.keys(each.plan).length > 0);
  const recommended = results?.recommendation?.variant ?? '';
  const [variant, setVariant] = useState(recommended === '' ? (candidates[0]?.key ?? '') : recommended);
  const chosen = candidates.find((each) => each.key === variant);
  return (
    <Confirm
      title="Ship a variant to everybody"
      label={`Ship ${variant}`}
      act={(reason) =>
        answered(
          api.POST('/v1/experiments/{key}/ship', {
            params: { path: { key } },
            body: { variant, version, reason, author },
          }),
        )
      }
      onDone={() => {
        onDone(`${variant} is in the base Plan.`);
      }}
      onClose={onClose}
    >
      <Stack gap="xs">
        {recommended !== variant && (
          <Text size="sm" c="orange" fw={600}>
            The results do not recommend it.
          </Text>
        )}
        {candidates.length > 1 && (
          <NativeSelect
            label="Variant"
            data={candidates.map((each) => each.key)}
            value={variant}
            onChange={(event) => {
              setVariant(event.currentTarget.value);
            }}
          />
        )}
        <Text size="sm">These settings become the base Plan, and the experiment stops:</Text>
        {chosen !== undefined && (
          <PlanDiff base={plan.data?.plan ?? {}} overlay={chosen.plan} names={['Base Plan', 'From now on']} />
        )}
      </Stack>
    </Confirm>
  );
}
