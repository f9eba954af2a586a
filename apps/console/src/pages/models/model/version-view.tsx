import { Grid, Stack } from '@mantine/core';
import type { Message } from '../../../api/client';
import type { Model } from '../shared/queries';
import { Card } from './card';
import { Facts } from './facts';
import { Files } from './files';
import { Gate } from './gate';
import { Metrics } from './metrics';
import { States } from './states';

interface VersionViewProps {
  readonly model: Model;
  readonly shown: Message<'GetModelVersionResponse'>;
  readonly onAgainst: (version: string) => void;
}

/** All that is known of one version. */
export function VersionView({ model, shown, onAgainst }: VersionViewProps) {
  const { version } = shown;
  if (version === undefined) return null;
  return (
    <>
      <States model={model} version={version} kind={shown.kind} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Facts shown={shown} version={version} />
            <Gate checks={shown.gate} passed={version.gate_passed} />
            <Files key={`${shown.name}@${version.version}`} shown={shown} version={version.version} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Metrics model={model} shown={shown} version={version.version} onAgainst={onAgainst} />
        </Grid.Col>
      </Grid>
      <Card markdown={shown.card} />
    </>
  );
}
