/** Where a process runs, as far as the network between them goes: searches, the index, all else. */
export type Place = 'search' | 'index' | 'rest';

/** What is wrong between two processes. */
export interface Fault {
  /** One way, ms. */
  readonly delayMs?: number;
  /** Share of packets that are lost. */
  readonly loss?: number;
  /** Nothing passes, and nobody is told. */
  readonly cut?: boolean;
}

/** The network that the processes of a system call each other over. */
export interface Network {
  /** How it is made, for people. */
  readonly kind: string;
  /** Command before a process's own that puts it into its place, and the address that it listens on there. */
  placed(place: Place): { readonly before: readonly string[]; readonly host: string };
  /** The address under which those of a place reach a server of another. */
  reach(from: Place, to: Place, port: number): Promise<string>;
  /** The same for a server that listens on 127.0.0.1 alone, in the place `rest`. */
  reachLoopback(from: Place, port: number): Promise<string>;
  /** Puts a fault between a place and a server of another, by the server's own port; undefined heals it. */
  fault(from: Place, to: Place, port: number, fault: Fault | undefined): Promise<void>;
  close(): Promise<void>;
}
