import type { Command } from 'commander';

/** A command by name and summary; its code is loaded only when it is run, so that `weir --help` is quick. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Absent for `serve`, which bin/weir runs as a program of its own, and for a group. */
  readonly load?: () => Promise<Command>;
  readonly commands?: readonly CommandEntry[];
}

/** Every command of `weir`, in the order of its help. */
export const commandTable: readonly CommandEntry[] = [
  { name: 'serve', summary: 'serve searches over gRPC and HTTP; with no catalogue, of a demonstration shop' },
  {
    name: 'config',
    summary: 'show or check the configuration',
    load: async () => (await import('./commands/config.js')).configCommand(),
  },
];
