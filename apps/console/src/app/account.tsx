import { Button, Menu, Text, TextInput } from '@mantine/core';
import { IconLockOpen, IconLogin2, IconLogout, IconUser } from '@tabler/icons-react';
import { Link, useRouter, useRouterState } from '@tanstack/react-router';
import { useOwnName } from '../api/author';
import { useSession, useSignIn } from '../api/session';
import classes from './shell.module.css';

const meanings: Readonly<Record<string, string>> = {
  viewer: 'May look at everything and change nothing.',
  editor: 'May change what product teams decide.',
  admin: 'May do everything.',
};

/** Who is signed in, and signing out; or that nobody need be. */
export function Account() {
  const { session } = useSession();
  const { signOut } = useSignIn();
  const own = useOwnName();
  const router = useRouter();
  const here = useRouterState({ select: ({ location }) => location.href });
  if (session === undefined) return null;
  const { signed_in: signedIn, name, role, with_key: withKey, with_oidc: withOidc } = session;
  if (!signedIn && (withKey || withOidc))
    return (
      <Button
        variant="default"
        leftSection={<IconLogin2 size={18} aria-hidden />}
        renderRoot={(props: Readonly<Record<string, unknown>>) => (
          <Link to="/sign-in" search={{ to: here }} {...props} />
        )}
      >
        Sign in
      </Button>
    );
  const Icon = signedIn ? IconUser : IconLockOpen;
  const label = signedIn ? name : own.name.trim() || 'Open';
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          px="sm"
          aria-label={signedIn ? `Signed in as ${name}` : 'Open to everybody'}
          leftSection={<Icon size={18} aria-hidden />}
          classNames={{ section: classes['accountIcon']!, label: classes['accountName']! }}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{signedIn ? `${name}, ${role}` : 'Nobody need sign in'}</Menu.Label>
        <Text size="sm" px="sm" pb="xs">
          {signedIn
            ? meanings[role]
            : 'No keys are configured, so whoever reaches this server may do everything. See “Who may call” in its documentation.'}
        </Text>
        {!signedIn && (
          <TextInput
            label="Your name"
            description="Histories keep it beside what you change; this browser remembers it"
            px="sm"
            pb="sm"
            maxLength={200}
            value={own.name}
            onChange={(event) => {
              own.write(event.currentTarget.value);
            }}
            onKeyDown={(event) => {
              // The menu would take letters for the beginning of an item's name.
              event.stopPropagation();
            }}
          />
        )}
        {signedIn && (
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => {
              void signOut().then(() => router.invalidate());
            }}
          >
            Sign out
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
