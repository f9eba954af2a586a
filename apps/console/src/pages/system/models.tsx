import { Alert, Stack } from '@mantine/core';
import type { Message } from '../../api/client';
import { Facts } from './facts';

/** Which models answer, which were promoted and cannot, and which stages are elsewhere. */
export function Models({ system }: { readonly system: Message<'GetSystemResponse'> }) {
  const { models, remote_stages: remote } = system;
  const refused = models.filter((model) => model.refused !== '');
  return (
    <Facts
      title="Models and stages"
      facts={[
        ...models.map(
          ({ setting, named, serving }) => [setting, named === serving ? serving : `${serving} (${named})`] as const,
        ),
        ...remote.map(({ stage, address }) => [`${stage}, in other processes`, address] as const),
      ]}
    >
      {refused.length > 0 && (
        <Stack gap="xs" mt="sm">
          {refused.map(({ setting, refused: model, cause }) => (
            <Alert key={setting} color="orange" title={`${model} was promoted and is not served`}>
              {setting}: {cause}. It is tried again.
            </Alert>
          ))}
        </Stack>
      )}
    </Facts>
  );
}
