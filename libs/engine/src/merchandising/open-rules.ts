import { RuleBook, RuleSet } from '@weir/merchandising';
import type { Storage } from '@weir/storage';

/** How often what other processes changed is looked for, ms. */
const pollMs = 1000;

interface RulesParts {
  readonly storage: Pick<Storage, 'records'>;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** The merchandising rules of one process: those that are kept, and those that act. */
export interface Rules {
  readonly book: RuleBook;
  /** Compiled once a change. */
  current(): RuleSet;
  /** Puts what is kept in force; the next search sees it. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the rules: those that are kept act when it resolves, and changes of other processes within a second or two. */
export async function openRules({ storage, now, onFault }: RulesParts): Promise<Rules> {
  const book = new RuleBook({ records: storage.records, clock: now });
  let current = new RuleSet([]);
  let seen = -1;
  let refreshing: Promise<void> = Promise.resolve();

  const readAgain = async (): Promise<void> => {
    const last = await book.lastChange();
    if (last === seen) return;
    current = new RuleSet(
      await book.list((key, error) => {
        onFault(new Error(`the rule ${key} cannot be read and does not act`, { cause: error }));
      }),
    );
    seen = last;
  };
  // One after the other: an older reading must not come after a newer one.
  const refresh = (): Promise<void> => {
    const turn = refreshing.then(readAgain);
    refreshing = turn.catch(() => undefined);
    return turn;
  };
  await refresh();

  let polling: Promise<void> | undefined;
  const timer = setInterval(() => {
    // A slow store must not make them pile up.
    polling ??= refresh()
      .catch(onFault)
      .finally(() => {
        polling = undefined;
      });
  }, pollMs).unref();
  return {
    book,
    current: () => current,
    refresh,
    close: async () => {
      clearInterval(timer);
      await polling;
      await refreshing;
    },
  };
}
