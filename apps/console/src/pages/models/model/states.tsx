import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../../api/session';
import { FollowPromotions } from '../shared/follow-promotions';
import { HowToFollow } from '../shared/how-to-follow';
import { fixedPlaces } from '../shared/fixed';
import { Places } from '../shared/places';
import type { Model, Version } from '../shared/queries';
import { StateBadge } from '../shared/state-badge';
import { type Change, type Done, StateDialog } from './state-dialog';

interface StatesProps {
  readonly model: Model;
  readonly version: Version;
  readonly kind: string;
}

/** The state of a version, what it means for shoppers, and the buttons that change it. */
export function States({ model, version, kind }: StatesProps) {
  const { may } = useSession();
  const [asked, setAsked] = useState<Change>();
  const [done, setDone] = useState<Done>();
  const { name } = model;
  const fixed = fixedPlaces([model]);
  const refused = version.places.filter(({ serving }) => !serving);
  const other = challenged(model, version.version);
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <Group justify="space-between" gap="sm">
          <Group gap="xs">
            <StateBadge state={version.state} />
            <Places places={version.places} />
          </Group>
          <Group gap="xs">
            {version.error === '' && may('admin') && <Changes model={model} version={version} onAsk={setAsked} />}
            {version.error === '' && kind !== 'encoder' && (
              <Button
                variant="default"
                renderRoot={(props: Readonly<Record<string, unknown>>) => (
                  <Link
                    to="/models"
                    search={{
                      view: 'shadow',
                      challenger: `${name}@${version.version}`,
                      ...(other !== undefined && { champion: `${name}@${other}` }),
                    }}
                    {...props}
                  />
                )}
              >
                Compare in shadow
              </Button>
            )}
          </Group>
        </Group>
        {version.state !== 'champion' && !version.gate_passed && version.error === '' && (
          <Text size="sm" c="dimmed" mt="sm">
            It cannot become champion: its gate was not passed.
          </Text>
        )}
      </Paper>
      {done !== undefined && (
        <Alert
          color={done.served ? 'green' : 'blue'}
          title={done.title}
          icon={<IconInfoCircle size={18} aria-hidden />}
          role="status"
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => {
            setDone(undefined);
          }}
        >
          {done.effect}
        </Alert>
      )}
      {version.error !== '' && (
        <Alert color="red" title="Its manifest is not valid" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {version.error}
        </Alert>
      )}
      {refused.map(({ setting, cause }) => (
        <Alert
          key={setting}
          color="red"
          title={`It was promoted, and does not serve ${setting}`}
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {cause}. The version before answers searches as before; this one is tried again every 30 seconds. Mend it, or
          roll back.
        </Alert>
      ))}
      {fixed.length > 0 && (
        <Alert
          variant="light"
          color="gray"
          styles={{ body: { minWidth: 0 } }}
          title="A promotion of this model changes nothing for shoppers"
          icon={<IconInfoCircle size={18} aria-hidden />}
        >
          <Text size="sm" mb="xs">
            The Plan names {fixed.map(({ named }) => named).join(', ')}. Put the champion there, and the next search
            after a promotion or a rollback gets the new version.
          </Text>
          <FollowPromotions places={fixed} />
          <HowToFollow places={fixed} />
        </Alert>
      )}
      {asked !== undefined && (
        <StateDialog
          change={asked}
          onClose={() => {
            setAsked(undefined);
          }}
          onDone={(told) => {
            setAsked(undefined);
            setDone(told);
          }}
        />
      )}
    </Stack>
  );
}

interface ChangesProps {
  readonly model: Model;
  readonly version: Version;
  readonly onAsk: (change: Change) => void;
}

/** What may be done with a version in its state. */
function Changes({
  model: { name, rollback_to: before },
  version: { version, state, gate_passed },
  onAsk,
}: ChangesProps) {
  const ask = (change: Omit<Change, 'name' | 'version'>) => () => {
    onAsk({ name, version, ...change });
  };
  return (
    <>
      {state === 'champion' && before !== '' && (
        <Button color="red.8" variant="outline" onClick={ask({ to: 'rollback', before })}>
          Roll back to {before}
        </Button>
      )}
      {state !== 'champion' && (
        <Button disabled={!gate_passed} onClick={ask({ to: 'champion' })}>
          Promote to champion
        </Button>
      )}
      {state === 'candidate' && (
        <Button variant="default" onClick={ask({ to: 'shadow' })}>
          Make it the shadow
        </Button>
      )}
      {state === 'shadow' && (
        <Button variant="default" onClick={ask({ to: 'candidate' })}>
          Back to candidate
        </Button>
      )}
    </>
  );
}

/** Against which version a comparison is most likely wanted: the one that serves, else the champion. */
function challenged({ versions, champion }: Model, version: string): string | undefined {
  const serving = versions.find(({ places }) => places.some((place) => place.serving))?.version ?? champion;
  return serving === '' || serving === version ? undefined : serving;
}
