import { useLocalStorage } from '@mantine/hooks';
import { useSession } from './session';

export interface OwnName {
  /** Empty where nothing was written. */
  readonly name: string;
  readonly write: (name: string) => void;
}

/** What somebody calls themselves where nobody need sign in; this browser remembers it. */
export function useOwnName(): OwnName {
  const [name, write] = useLocalStorage({ key: 'weir-author', defaultValue: '' });
  return { name, write };
}

/** Who is written down for a change: the server takes the name of who is signed in, whatever is sent. */
export function useAuthor(): string {
  const { session } = useSession();
  const { name } = useOwnName();
  return session?.signed_in === true ? session.name : name;
}
