import { Alert, Anchor, Button, Center, Divider, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { useSession, useSignIn } from '../../api/session';
import { reasons } from './reasons';

const route = getRouteApi('/sign-in');

/** Signing in, by a key or at the OpenID provider. */
export function SignInPage() {
  const { to = '/', why } = route.useSearch();
  const { session } = useSession();
  useEffect(() => {
    document.title = 'Sign in · Weir';
  }, []);
  return (
    <Center mih="80dvh">
      <Paper withBorder p="xl" w="100%" maw={400}>
        <Stack>
          <Group gap="sm">
            <img src={`${import.meta.env.BASE_URL}icon.svg`} width={32} height={32} alt="" />
            <Title order={1}>Sign in to Weir</Title>
          </Group>
          {why !== undefined && (
            <Alert color={why === 'over' ? 'blue' : 'red'} role="alert">
              {reasons[why]}
            </Alert>
          )}
          {session?.with_oidc === true && (
            <Button
              component="a"
              href={`/console/sign-in/oidc?${new URLSearchParams({ to: `/console${to}` }).toString()}`}
            >
              Sign in with your account
            </Button>
          )}
          {session?.with_oidc === true && session.with_key && <Divider label="or with a key" />}
          {session?.with_key === true && <WithKey to={to} />}
          {session?.role !== undefined && session.role !== '' && (
            <Text size="sm" c="dimmed">
              You may look around without signing in: <Anchor href={`/console${to}`}>go back</Anchor>.
            </Text>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}

function WithKey({ to }: { readonly to: string }) {
  const router = useRouter();
  const { signIn } = useSignIn();
  const [key, setKey] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { mutate, isPending, error } = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      router.history.replace(`/console${to}`);
    },
    onError: () => field.current?.select(),
  });
  const told = error instanceof Problem ? (error.about('key') ?? error.message) : error?.message;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate(key);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput
          ref={field}
          label="Key"
          description="An API key of this server, or its write token."
          name="key"
          autoComplete="current-password"
          value={key}
          error={told}
          onChange={({ currentTarget }) => {
            setKey(currentTarget.value);
          }}
        />
        <Button type="submit" loading={isPending} disabled={key.trim() === ''}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
