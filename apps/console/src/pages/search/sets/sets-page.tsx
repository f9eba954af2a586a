import { Anchor, Button, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useLive } from '../../../api/live';
import { useSession } from '../../../api/session';
import { AsOf } from '../../../ui/as-of';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import { count, dateTime } from '../../../ui/format';
import { Page } from '../../../ui/page';
import { ImportJudgments } from './import-judgments';
import { NewQuerySet } from './new-query-set';
import { useJudgmentSets, useQuerySets } from './use-sets';

/** The sets of queries that Plans are measured with, and the sets of grades that they are measured by. */
export function SetsPage() {
  const live = useLive(['judgments']);
  const { may } = useSession();
  const querySets = useQuerySets();
  const judgmentSets = useJudgmentSets();
  const [open, setOpen] = useState<'queries' | 'judgments'>();
  const close = (): void => {
    setOpen(undefined);
  };
  return (
    <Page
      title="Query and judgment sets"
      about="A query set says which queries Plans are measured with, a judgment set how good products are for them."
      actions={<AsOf atMs={querySets.dataUpdatedAt || undefined} live={live} />}
    >
      <Section
        title="Query sets"
        error={querySets.error}
        action={
          <Button
            disabled={!may('edit')}
            onClick={() => {
              setOpen('queries');
            }}
          >
            New query set
          </Button>
        }
      >
        {querySets.data?.length === 0 ? (
          <Empty title="No query set yet">
            Begin one here with queries that are pasted or read from a file, or save a query in the workbench.
          </Empty>
        ) : (
          <Table.ScrollContainer minWidth={420}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th ta="right">Queries</Table.Th>
                  <Table.Th>Measured by</Table.Th>
                  <Table.Th visibleFrom="sm">Begun</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {querySets.data?.map(({ key, name, queries, judgment_set, created_at_ms }) => (
                  <Table.Tr key={key}>
                    <Table.Td>
                      <Anchor
                        size="sm"
                        renderRoot={(props: Readonly<Record<string, unknown>>) => (
                          <Link to="/search/sets/$key" params={{ key }} {...props} />
                        )}
                      >
                        {name}
                      </Anchor>
                    </Table.Td>
                    <Table.Td ta="right">{count(queries)}</Table.Td>
                    <Table.Td>{judgment_set || '–'}</Table.Td>
                    <Table.Td visibleFrom="sm">{dateTime(created_at_ms)}</Table.Td>
                  </Table.Tr>
                )) ?? <Waiting columns={4} />}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Section>
      <Section
        title="Judgment sets"
        error={judgmentSets.error}
        action={
          <Button
            variant="default"
            disabled={!may('edit')}
            onClick={() => {
              setOpen('judgments');
            }}
          >
            Import judgments
          </Button>
        }
      >
        {judgmentSets.data?.length === 0 ? (
          <Empty title="No judgments yet">
            Grade products in the workbench, or import the qrels that you have, in TREC's or BEIR's format.
          </Empty>
        ) : (
          <Table.ScrollContainer minWidth={480}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th ta="right">Queries</Table.Th>
                  <Table.Th ta="right">Grades</Table.Th>
                  <Table.Th>Files for weir eval</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {judgmentSets.data?.map(({ key, name, queries, grades }) => (
                  <Table.Tr key={key}>
                    <Table.Td>{name}</Table.Td>
                    <Table.Td ta="right">{count(queries)}</Table.Td>
                    <Table.Td ta="right">{count(grades)}</Table.Td>
                    <Table.Td>
                      <FileLinks set={key} name={name} />
                    </Table.Td>
                  </Table.Tr>
                )) ?? <Waiting columns={4} />}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Section>
      {open === 'queries' && <NewQuerySet onClose={close} judgmentSet={judgmentSets.data?.[0]?.key} />}
      {open === 'judgments' && <ImportJudgments onClose={close} />}
    </Page>
  );
}

/** What `weir eval` reads: `--qrels` and `--queries`. */
function FileLinks({ set, name }: { readonly set: string; readonly name: string }) {
  const files = [
    { label: 'qrels, TREC', path: 'qrels?format=trec' },
    { label: 'qrels, BEIR', path: 'qrels?format=beir' },
    { label: 'queries', path: 'queries' },
  ];
  return (
    <Text size="sm" component="span">
      {files.map(({ label, path }, at) => (
        <span key={path}>
          {at > 0 && ' · '}
          <Anchor size="sm" href={`/v1/judgment-sets/${set}/${path}`} aria-label={`${label} of ${name}`} download>
            {label}
          </Anchor>
        </span>
      ))}
    </Text>
  );
}

interface SectionProps {
  readonly title: string;
  readonly action: ReactNode;
  readonly error: Error | null;
  readonly children: ReactNode;
}

function Section({ title, action, error, children }: SectionProps) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 12 }}>
        <Title order={2}>{title}</Title>
        {action}
      </div>
      {error === null ? children : <Failure error={error} />}
    </Stack>
  );
}

function Waiting({ columns }: { readonly columns: number }) {
  return [1, 2].map((row) => (
    <Table.Tr key={row}>
      <Table.Td colSpan={columns}>
        <Skeleton h={22} />
      </Table.Td>
    </Table.Tr>
  ));
}
