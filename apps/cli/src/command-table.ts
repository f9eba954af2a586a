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
    name: 'index',
    summary: 'index a catalogue file',
    load: async () => (await import('./commands/index-catalogue.js')).indexCommand(),
  },
  {
    name: 'search',
    summary: 'search the catalogue, and see why products stand where they stand',
    load: async () => (await import('./commands/search.js')).searchCommand(),
  },
  {
    name: 'eval',
    summary: 'measure on judged queries what each stage adds',
    load: async () => (await import('./commands/eval.js')).evalCommand(),
  },
  {
    name: 'tune',
    summary: 'choose the Plan of a catalogue on judged queries',
    load: async () => (await import('./commands/tune.js')).tuneCommand(),
  },
  {
    name: 'features',
    summary: 'export features of judged queries for training a ranker',
    load: async () => (await import('./commands/features.js')).featuresCommand(),
  },
  {
    name: 'demo',
    summary: 'write the demonstration shop with its judged queries to a folder',
    load: async () => (await import('./commands/demo.js')).demoCommand(),
  },
  {
    name: 'models',
    summary: 'list, show, promote, roll back and verify the models of the registry folder',
    load: async () => (await import('./commands/models.js')).modelsCommand(),
  },
  {
    name: 'trees',
    summary: 'score rows with a LightGBM or XGBoost model',
    load: async () => (await import('./commands/trees-predict.js')).treesCommand(),
  },
  {
    name: 'config',
    summary: 'show or check the configuration',
    load: async () => (await import('./commands/config.js')).configCommand(),
  },
  {
    name: 'bench',
    summary: 'measure this machine',
    commands: [
      {
        name: 'search',
        summary: 'the whole cascade, one search at a time and at rising load',
        load: async () => (await import('./commands/bench-search.js')).benchSearchCommand(),
      },
      {
        name: 'retrieval',
        summary: 'the embedded retriever: BM25, dense, hybrid, live writes, the snapshot',
        load: async () => (await import('./commands/bench-retrieval.js')).benchRetrievalCommand(),
      },
      {
        name: 'trees',
        summary: "the tree kernel against LightGBM's own library",
        load: async () => (await import('./commands/bench-trees.js')).benchTreesCommand(),
      },
      {
        name: 'inference',
        summary: 'encoders and cross-encoders',
        load: async () => (await import('./commands/bench-inference.js')).benchInferenceCommand(),
      },
      {
        name: 'assignment',
        summary: 'which variants a search gets of twenty running experiments',
        load: async () => (await import('./commands/bench-assignment.js')).benchAssignmentCommand(),
      },
    ],
  },
];
