import { SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLive } from '../../../api/live';
import { useSession } from '../../../api/session';
import { AsOf } from '../../../ui/as-of';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import { LinkButton } from '../../../ui/link-button';
import { Page } from '../../../ui/page';
import { rulesQuery } from '../shared/queries';
import { listView } from '../view';
import { RuleRow } from './rule-row';

const statuses = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active now' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'draft', label: 'Drafts' },
  { value: 'off', label: 'Off' },
  { value: 'ended', label: 'Ended' },
];

/** Every rule: what it does, when, and where it stands. */
export function ListPage() {
  const { status = '' } = useSearch({ from: '/merchandising' });
  const navigate = useNavigate();
  const live = useLive(['rules']);
  const { data, error, refetch, dataUpdatedAt } = useQuery(rulesQuery);
  const shown = data?.rules.filter((each) => status === '' || each.status === status);
  return (
    <Page
      title="Merchandising"
      about="Rules that pin, boost, bury or hide products in the searches that you choose."
      actions={
        <>
          <AsOf atMs={dataUpdatedAt || undefined} live={live} />
          {data !== undefined && data.rules.length > 0 && <NewRule />}
        </>
      }
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data?.rules.length !== 0 && (
        <SegmentedControl
          aria-label="Which rules"
          data={statuses}
          value={status}
          onChange={(value) => void navigate({ to: '/merchandising', search: listView({ status: value }) })}
          style={{ maxWidth: '100%', overflowX: 'auto', alignSelf: 'flex-start' }}
        />
      )}
      {data === undefined && error === null && [0, 1, 2].map((row) => <Skeleton key={row} h={106} />)}
      {data?.rules.length === 0 && (
        <Empty title="No rule yet" action={<NewRule />}>
          Choose a query and say which products shoppers see first, last or not at all. You see what changes before you
          save it, and can test it on half of the shoppers.
        </Empty>
      )}
      {data !== undefined && data.rules.length > 0 && shown?.length === 0 && (
        <Empty title="No such rule">None of the rules is {labelOf(status)}. Choose “All” to see the others.</Empty>
      )}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown?.map((kept) => (
          <RuleRow key={kept.rule?.key} kept={kept} />
        ))}
      </Stack>
    </Page>
  );
}

function NewRule() {
  if (!useSession().may('edit')) return null;
  return (
    <LinkButton link={{ to: '/merchandising/new' }} leftSection={<IconPlus size={16} aria-hidden />}>
      New rule
    </LinkButton>
  );
}

function labelOf(status: string): string {
  const words: Readonly<Record<string, string>> = { active: 'active now', draft: 'a draft' };
  return words[status] ?? status;
}
