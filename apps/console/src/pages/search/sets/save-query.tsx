import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { NewQuerySet } from './new-query-set';
import { useQuerySets } from './use-sets';

interface SaveQueryProps {
  readonly query: string;
  readonly judgmentSet: string | undefined;
}

/** Puts the query into a query set. */
export function SaveQuery({ query, judgmentSet }: SaveQueryProps) {
  const client = useQueryClient();
  const { may } = useSession();
  const author = useAuthor();
  const sets = useQuerySets();
  const [beginning, setBeginning] = useState(false);
  const save = useMutation({
    mutationFn: ({ key }: { readonly key: string }) =>
      answered(
        api.POST('/v1/query-sets/{key}/queries', {
          params: { path: { key } },
          body: { queries: [{ text: query }], author },
        }),
      ),
    onSuccess: ({ added, query_set: set }) => {
      const name = set?.name ?? '';
      const message = added > 0 ? `Saved to ${name}, which has ${set?.queries ?? 0} now.` : `${name} has it already.`;
      notifications.show({ message });
      void client.invalidateQueries({ queryKey: ['judgments'] });
    },
    onError: (error) => {
      notifications.show({ color: 'red', title: 'The query was not saved', message: error.message });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            disabled={query === '' || !may('edit')}
            loading={save.isPending}
            leftSection={<IconBookmark size={16} aria-hidden />}
          >
            Save query
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(sets.data ?? []).map(({ key, name }) => (
            <Menu.Item
              key={key}
              onClick={() => {
                save.mutate({ key });
              }}
            >
              {name}
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              setBeginning(true);
            }}
          >
            New query set
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {beginning && (
        <NewQuerySet
          queries={query}
          judgmentSet={judgmentSet}
          onClose={() => {
            setBeginning(false);
          }}
        />
      )}
    </>
  );
}
