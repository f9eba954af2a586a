import { Button, Group, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Message } from '../../../api/client';
import { useSession } from '../../../api/session';
import { LinkButton } from '../../../ui/link-button';
import { ActionDialog, type Action } from './action-dialog';

interface ActionsProps {
  readonly experiment: Message<'Experiment'>;
  readonly results?: Message<'GetResultsResponse'>;
}

/** What can be done with an experiment now; each is asked for once more. */
export function Actions({ experiment, results }: ActionsProps) {
  const client = useQueryClient();
  const [action, setAction] = useState<Action>();
  const { may } = useSession();
  const { state, key } = experiment;
  const ships = (state === 'running' || state === 'stopped') && experiment.shipped_variant === '';
  const isRecommended = results?.recommendation?.action === 'ship';
  const ask = (next: Action) => () => {
    setAction(next);
  };
  if (!may('edit')) return null;
  return (
    <Group gap="xs">
      {state === 'draft' && <Button onClick={ask('start')}>Start</Button>}
      {ships && (
        <Button variant={isRecommended ? 'filled' : 'default'} onClick={ask('ship')}>
          Ship
        </Button>
      )}
      {state === 'running' && (
        <>
          {experiment.coverage < 1 && (
            <Button variant="default" onClick={ask('ramp')}>
              Ramp up
            </Button>
          )}
          <Button variant="default" onClick={ask('stop')}>
            Stop
          </Button>
        </>
      )}
      {state !== 'archived' && (
        <LinkButton link={{ to: '/experiments/key/$key/edit', params: { key } }} variant="default">
          Edit
        </LinkButton>
      )}
      {state !== 'archived' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {state === 'running' ? (
              <Menu.Item color="red" onClick={ask('kill')}>
                Kill at once
              </Menu.Item>
            ) : (
              <Menu.Item onClick={ask('archive')}>Archive</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {action !== undefined && (
        <ActionDialog
          action={action}
          experiment={experiment}
          {...(results !== undefined && { results })}
          onClose={() => {
            setAction(undefined);
          }}
          onDone={(told) => {
            setAction(undefined);
            notifications.show({ message: told });
            for (const queryKey of [['experiments'], ['results'], ['plan']])
              void client.invalidateQueries({ queryKey });
          }}
        />
      )}
    </Group>
  );
}
