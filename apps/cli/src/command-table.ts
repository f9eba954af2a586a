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
    name: 'reindex',
    summary: 'copy the OpenSearch index into a new one while it is searched',
    load: async () => (await import('./commands/reindex.js')).reindexCommand(),
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
    name: 'experiment',
    summary: 'set up, run, read and stop A/B tests of any part of the cascade',
    load: async () => (await import('./commands/experiment.js')).experimentCommand(),
  },
  {
    name: 'events',
    summary: 'the events in OpenSearch: drop old months',
    commands: [
      {
        name: 'drop',
        summary: 'delete the months of events and exposures in OpenSearch that lie before one',
        load: async () => (await import('./commands/events-drop.js')).eventsDropCommand(),
      },
    ],
  },
  {
    name: 'trees',
    summary: 'score rows with a LightGBM or XGBoost model',
    load: async () => (await import('./commands/trees-predict.js')).treesCommand(),
  },
  {
    name: 'stats',
    summary: 'the statistics of experiments: check, analyse, plan, prove them by simulation and on real data',
    commands: [
      {
        name: 'check',
        summary: 'compare the statistics with the results of another implementation',
        load: async () => (await import('./commands/stats-check.js')).statsCheckCommand(),
      },
      {
        name: 'analyze',
        summary: 'analyse an experiment from a file of one row a unit',
        load: async () => (await import('./commands/stats-analyze.js')).statsAnalyzeCommand(),
      },
      {
        name: 'power',
        summary: 'plan an experiment: units needed, effect that can be found, or power',
        load: async () => (await import('./commands/stats-power.js')).statsPowerCommand(),
      },
      {
        name: 'calibrate',
        summary: 'prove by simulation that the statistics keep what they promise',
        load: async () => (await import('./commands/stats-calibrate.js')).statsCalibrateCommand(),
      },
      {
        name: 'replay',
        summary: 'replay experiments over time: what peeking would have concluded, and the sequential test',
        load: async () => (await import('./commands/stats-replay.js')).statsReplayCommand(),
      },
      {
        name: 'off-policy',
        summary: "estimate from one policy's log what another policy would earn",
        load: async () => (await import('./commands/stats-off-policy.js')).statsOffPolicyCommand(),
      },
      {
        name: 'bandit',
        summary: 'simulate Thompson sampling of variants: regret, and what a naive analysis gets wrong',
        load: async () => (await import('./commands/stats-bandit.js')).statsBanditCommand(),
      },
      {
        name: 'interleaving',
        summary: 'simulate how many fewer impressions interleaving needs than an A/B test',
        load: async () => (await import('./commands/stats-interleaving.js')).statsInterleavingCommand(),
      },
    ],
  },
  {
    name: 'simulate',
    summary: 'send simulated shoppers to a running server, and watch an experiment from draft to decision',
    load: async () => (await import('./commands/simulate.js')).simulateCommand(),
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
        name: 'degrade',
        summary: 'quality against offered load, with admission and the ladder and without',
        load: async () => (await import('./commands/bench-degrade.js')).benchDegradeCommand(),
      },
      {
        name: 'retrieval',
        summary: 'the embedded retriever: BM25, dense, hybrid, live writes, the snapshot',
        load: async () => (await import('./commands/bench-retrieval.js')).benchRetrievalCommand(),
      },
      {
        name: 'patches',
        summary: 'changes of prices and stock, durable and found by the next search',
        load: async () => (await import('./commands/bench-patches.js')).benchPatchesCommand(),
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
      {
        name: 'cache',
        summary: 'what the page cache and the score cache save on a replay of real queries, in process or in Redis',
        load: async () => (await import('./commands/bench-cache.js')).benchCacheCommand(),
      },
      {
        name: 'events',
        summary: 'recording events to disk, and the results of an experiment from a million of them',
        load: async () => (await import('./commands/bench-events.js')).benchEventsCommand(),
      },
      {
        name: 'soak',
        summary: 'half of the load that a server can bear, with everything changing: does anything fail or grow',
        load: async () => (await import('./commands/bench-soak.js')).benchSoakCommand(),
      },
    ],
  },
];
