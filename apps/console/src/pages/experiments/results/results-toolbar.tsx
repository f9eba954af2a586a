import { Button, CopyButton, Group, Menu, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { download } from '../../../ui/download';
import { isMoney } from '../shared/metric-value';
import type { ResultsView } from '../view';
import { resultsCsv } from './results-csv';
import type { ShownResults } from './shown';

/** How the results are read, and ways to take them along; all of it stands in the address. */
export function ResultsToolbar({ experiment, view, results, metrics }: ShownResults) {
  const navigate = useNavigate();
  const change = (next: { readonly [K in keyof ResultsView]?: ResultsView[K] | undefined }): void => {
    void navigate({
      to: '/experiments/key/$key',
      params: { key: experiment.key },
      search: Object.fromEntries(
        Object.entries({ ...view, ...next }).filter(
          ([, value]) => value !== undefined && value !== false && value !== '',
        ),
      ),
      replace: true,
      resetScroll: false,
    });
  };
  const hasMoney = results.metrics.some(({ metric }) => isMoney(metrics.find(({ key }) => key === metric)));
  const name = `${experiment.key}-phase-${results.phase}`;
  return (
    <Group justify="space-between" gap="md" align="flex-end">
      <Group gap="md" align="flex-end">
        {experiment.phase > 1 && (
          <NativeSelect
            label="Phase"
            size="xs"
            data={Array.from({ length: experiment.phase }, (_, index) => String(index + 1))}
            value={String(results.phase)}
            onChange={(event) => {
              change({ phase: Number(event.currentTarget.value) });
            }}
          />
        )}
        {hasMoney && (
          <TextInput
            label="Currency"
            size="xs"
            w={90}
            maxLength={3}
            placeholder="EUR"
            defaultValue={view.currency ?? ''}
            onChange={(event) => {
              const currency = event.currentTarget.value.toUpperCase();
              if (currency === '' || /^[A-Z]{3}$/.test(currency)) change({ currency });
            }}
          />
        )}
        <Switch
          label="Only who saw a difference"
          checked={view.triggered ?? false}
          onChange={(event) => {
            change({ triggered: event.currentTarget.checked });
          }}
        />
        <Switch
          label="Keep robots"
          checked={view.bots ?? false}
          onChange={(event) => {
            change({ bots: event.currentTarget.checked });
          }}
        />
        <Switch
          label="Keep outliers"
          checked={view.outliers ?? false}
          onChange={(event) => {
            change({ outliers: event.currentTarget.checked });
          }}
        />
      </Group>
      <Group gap="xs">
        <CopyButton value={window.location.href}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconLink size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy link'}
            </Button>
          )}
        </CopyButton>
        <Menu>
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
              Download
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() => {
                download(`${name}.csv`, 'text/csv', resultsCsv(results));
              }}
            >
              CSV
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                download(`${name}.json`, 'application/json', JSON.stringify({ experiment, results }, null, 2));
              }}
            >
              JSON
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  );
}
