import { Button, Code, List, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { Confirm } from '../../../ui/confirm';
import type { FixedPlace } from './fixed';

/** Has the base Plan name the champion in these places, for those who may, where there is a champion. */
export function FollowPromotions({ places }: { readonly places: readonly FixedPlace[] }) {
  const { may } = useSession();
  const author = useAuthor();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  // Another encoder wants other vectors: the configuration names it, for the next start.
  const able = places.filter(({ setting, champion }) => champion !== undefined && setting !== 'retrieval.encoder');
  if (able.length === 0 || !may('edit')) return null;
  return (
    <>
      <Button
        size="xs"
        mb="xs"
        onClick={() => {
          setAsked(true);
        }}
      >
        Follow promotions
      </Button>
      {asked && (
        <Confirm
          title="Have the base Plan follow promotions?"
          label="Follow promotions"
          act={(reason) => follow(able, { reason, author })}
          onDone={() => {
            setAsked(false);
            void client.invalidateQueries({ queryKey: ['models'] });
            void client.invalidateQueries({ queryKey: ['plan'] });
          }}
          onClose={() => {
            setAsked(false);
          }}
        >
          <Text size="sm" mb="xs">
            From the next search on:
          </Text>
          <List size="sm">
            {able.map(({ setting, name, named, champion }) => (
              <List.Item key={setting}>
                <Code>{setting}</Code>: <Code>{`${name}@champion`}</Code>, which is {champion}, in place of {named}
              </List.Item>
            ))}
          </List>
        </Confirm>
      )}
    </>
  );
}

/** Lays the champions over what is laid over the configuration's Plan already. */
async function follow(places: readonly FixedPlace[], motive: { readonly reason: string; readonly author: string }) {
  const { overrides: before, version } = await answered(api.GET('/v1/plan'));
  const overrides: Record<string, unknown> = { ...before };
  for (const { setting, name } of places) {
    const [stage = '', field = ''] = setting.split('.');
    overrides[stage] = { ...(overrides[stage] as object | undefined), [field]: `${name}@champion` };
  }
  return answered(api.PUT('/v1/plan', { body: { overrides, version, ...motive } }));
}
