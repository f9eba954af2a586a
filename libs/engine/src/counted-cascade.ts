import { type Cascade, CascadeError } from '@weir/cascade';

/** A cascade that can be closed once nobody uses it any more. */
export interface CountedCascade {
  readonly cascade: Cascade;
  /** Searches under way. */
  underWay(): number;
  /** Refuses new searches with UNAVAILABLE; resolves when those under way have ended. */
  close(): Promise<void>;
}

export function countSearches(cascade: Cascade): CountedCascade {
  let underWay = 0;
  let closed = false;
  let whenIdle = (): void => undefined;
  const enter = (): void => {
    if (closed) throw new CascadeError('UNAVAILABLE', 'This process is stopping; ask another one.');
    underWay++;
  };
  const leave = (): void => {
    underWay--;
    if (closed && underWay === 0) whenIdle();
  };
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return {
    cascade: {
      search: (request, context) => counted(() => cascade.search(request, context)),
      trace: (request, context) => counted(() => cascade.trace(request, context)),
      searchProgressive: async function* (request, context) {
        enter();
        try {
          yield* cascade.searchProgressive(request, context);
        } finally {
          leave();
        }
      },
    },
    underWay: () => underWay,
    close: () =>
      new Promise((resolve) => {
        closed = true;
        whenIdle = resolve;
        if (underWay === 0) resolve();
      }),
  };
}
