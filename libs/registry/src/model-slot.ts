/** What a slot holds: something that is closed once, when nobody uses it any more. */
export interface Closable {
  close(): Promise<void>;
}

/** A model in use. Call `release` exactly when done; more calls do nothing. */
export interface Lease<T> {
  readonly model: T;
  release(): void;
}

interface Occupant<T> {
  readonly model: T;
  users: number;
  retired: boolean;
  readonly closed: Promise<void>;
  readonly close: () => void;
}

/**
 * The current version of a model. `swap` sends new callers to the next version at once; the version before is closed when
 * its last user is done, so that no request is dropped.
 */
export class ModelSlot<T extends Closable> {
  private current: Occupant<T>;

  constructor(model: T) {
    this.current = occupy(model);
  }

  acquire(): Lease<T> {
    const occupant = this.current;
    if (occupant.retired) throw new Error('the model slot is closed: acquire before close');
    occupant.users++;
    let released = false;
    return {
      model: occupant.model,
      release: () => {
        if (released) return;
        released = true;
        occupant.users--;
        closeIfUnused(occupant);
      },
    };
  }

  /** Runs `task` with the current model, which stays open until the task has settled. */
  async use<R>(task: (model: T) => Promise<R>): Promise<R> {
    const lease = this.acquire();
    try {
      return await task(lease.model);
    } finally {
      lease.release();
    }
  }

  /** Resolves when the version before is closed; new callers have the next one from the moment of the call. */
  async swap(next: T): Promise<void> {
    const before = this.current;
    if (before.retired) {
      await next.close();
      throw new Error('the model slot is closed: swap before close');
    }
    this.current = occupy(next);
    await retire(before);
  }

  /** Takes no more callers; resolves when the last one is done and the model is closed. */
  async close(): Promise<void> {
    await retire(this.current);
  }
}

function occupy<T extends Closable>(model: T): Occupant<T> {
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve, reject) => {
    close = () => void model.close().then(resolve, reject);
  });
  return { model, users: 0, retired: false, closed, close };
}

function retire(occupant: Occupant<Closable>): Promise<void> {
  if (!occupant.retired) {
    occupant.retired = true;
    closeIfUnused(occupant);
  }
  return occupant.closed;
}

function closeIfUnused(occupant: Occupant<Closable>): void {
  if (occupant.retired && occupant.users === 0) occupant.close();
}
