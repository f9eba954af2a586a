import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Problem } from '../api/problem';

interface FailureProps {
  readonly error: Error;
  readonly retry?: () => void;
}

/** What went wrong, in the server's words. */
export function Failure({ error, retry }: FailureProps) {
  const violations = error instanceof Problem ? error.violations : [];
  return (
    <Alert color="red" title="That did not work" icon={<IconAlertTriangle size={18} aria-hidden />} role="alert">
      <Text size="sm">{error.message}</Text>
      {violations.length > 0 && (
        <List size="sm" mt="xs">
          {violations.map(({ field, description }) => (
            <List.Item key={`${field} ${description}`}>
              <b>{field}</b>: {description}
            </List.Item>
          ))}
        </List>
      )}
      {retry !== undefined && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
