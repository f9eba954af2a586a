import { Button, Group, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dateTime } from '../../ui/format';
import { type Span, type View } from './view';

interface WindowPickerProps {
  readonly view: View;
  readonly onChange: (change: {
    readonly span?: Span | undefined;
    readonly from?: number | undefined;
    readonly to?: number | undefined;
  }) => void;
}

const labels: Readonly<Record<Span, string>> = { hour: '1 h', day: '24 h', week: '7 d', month: '28 d' };

/** The span of time: one that ends now, or any other. */
export function WindowPicker({ view, onChange }: WindowPickerProps) {
  const custom = view.from !== undefined;
  return (
    <Group gap="xs">
      <SegmentedControl
        aria-label="Span of time"
        value={custom ? '' : (view.span ?? 'week')}
        data={Object.entries(labels).map(([value, label]) => ({ value, label }))}
        onChange={(value) => {
          onChange({ span: value === 'week' ? undefined : (value as Span), from: undefined, to: undefined });
        }}
      />
      <Custom view={view} onChange={onChange} />
    </Group>
  );
}

function Custom({ view, onChange }: WindowPickerProps) {
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const wrong = from !== '' && to !== '' && Date.parse(from) >= Date.parse(to);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant={view.from === undefined ? 'default' : 'light'}
          onClick={() => {
            setFrom(localTime(view.from ?? Date.now() - 86_400_000));
            setTo(localTime(view.to ?? Date.now()));
            setOpened(!opened);
          }}
        >
          {view.from === undefined || view.to === undefined
            ? 'Custom'
            : `${dateTime(view.from)} – ${dateTime(view.to)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onChange({ from: Date.parse(from), to: Date.parse(to) });
            setOpened(false);
          }}
        >
          <Stack gap="sm">
            <TextInput
              type="datetime-local"
              label="From"
              required
              value={from}
              onChange={({ currentTarget }) => {
                setFrom(currentTarget.value);
              }}
            />
            <TextInput
              type="datetime-local"
              label="To"
              required
              value={to}
              error={wrong && 'must be after From'}
              onChange={({ currentTarget }) => {
                setTo(currentTarget.value);
              }}
            />
            <Button type="submit" disabled={wrong || from === '' || to === ''}>
              Show
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** As the field takes it: in the viewer's zone, to the minute. */
function localTime(atMs: number): string {
  return new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
