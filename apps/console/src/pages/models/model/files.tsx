import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { answered, api, type Message } from '../../../api/client';
import { bytes } from '../../../ui/format';
import { Failure } from '../../../ui/failure';
import classes from './model.module.css';
import { Section } from './section';

interface FilesProps {
  readonly shown: Message<'GetModelVersionResponse'>;
  readonly version: string;
}

/** The files of a version with their checksums, to be read again and compared. */
export function Files({ shown: { name, files }, version }: FilesProps) {
  const verifying = useMutation({
    mutationFn: () => answered(api.POST('/v1/models/{name}/{version}/verify', { params: { path: { name, version } } })),
  });
  const found = verifying.data;
  const wrong = found?.files.filter(({ ok }) => !ok) ?? [];
  return (
    <Section
      title="Files"
      actions={
        <Button
          size="xs"
          variant="default"
          loading={verifying.isPending}
          onClick={() => {
            verifying.mutate();
          }}
        >
          Verify
        </Button>
      }
    >
      <Stack gap="sm">
        {files.length === 0 && <Text size="sm">Nothing but its manifest: a blend is seven numbers or so.</Text>}
        {files.map((file) => (
          <div key={file.path}>
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>
                {file.path}
              </Text>
              <Group gap="xs">
                <Text size="sm">{bytes(file.bytes)}</Text>
                <CopyButton value={file.sha256}>
                  {({ copied, copy }) => (
                    <Button size="compact-xs" variant="default" onClick={copy}>
                      {copied ? 'Copied' : 'Copy SHA-256'}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            </Group>
            <Code className={classes['digest'] ?? ''}>{file.sha256}</Code>
          </div>
        ))}
        {verifying.error !== null && <Failure error={verifying.error} />}
        {found?.ok === true && (
          <Alert color="green" icon={<IconCheck size={18} aria-hidden />} role="status">
            Every file is what the manifest says.
          </Alert>
        )}
        {found?.ok === false && (
          <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} role="alert" title="Damaged">
            {found.error}
            {wrong.map(({ path, error }) => (
              <Text key={path} size="sm">
                <b>{path}</b> {error}: copy the model again from its source.
              </Text>
            ))}
          </Alert>
        )}
      </Stack>
    </Section>
  );
}
