/** A piece of work that was done. */
interface PieceOfWork {
  /** `name@version`. */
  readonly model: string;
  /** Texts or pairs. */
  readonly rows: number;
  /** Padding included. */
  readonly tokens: number;
  readonly ms: number;
}

/** Told of what models do; it must return at once. */
export interface InferenceObserver {
  /** A piece of work, of one of `priorities`, was begun or dropped after so many ms. */
  waited(priority: number, ms: number): void;
  ran(piece: PieceOfWork): void;
}
