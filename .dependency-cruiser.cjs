// The architecture's floors, each importing only from below, and which rooms are pure (see ARCHITECTURE.md).
const floors = [
  ['contracts', 'config', 'files', 'telemetry', 'text'],
  ['catalogue', 'opensearch', 'admission'],
  ['registry', 'trees', 'statistics', 'evaluation', 'cache', 'storage'],
  ['retrieval', 'features', 'inference', 'experiments', 'events', 'merchandising'],
  ['cascade', 'indexing', 'judgments', 'simulation'],
  ['engine', 'server'],
];
const pure =
  '^libs/(admission|cascade|trees|experiments|merchandising|statistics|evaluation|features|text)/src/(?!service/|node/)';

const upward = floors.slice(0, -1).map((floor, level) => ({
  name: `floor-${level}-looks-down`,
  comment: 'A library imports only from its own floor and those below it.',
  severity: 'error',
  from: { path: `^libs/(${floor.join('|')})/` },
  to: {
    path: `^libs/(${floors
      .slice(level + 1)
      .flat()
      .join('|')})/`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-app-to-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    { name: 'no-lib-to-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'libs-by-entry-only',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/$2/'] },
    },
    {
      name: 'pure-rooms',
      comment: 'No Nest, no I/O, no native module in a pure room (its service/ and node/ folders excepted).',
      severity: 'error',
      from: { path: pure, pathNot: '\\.spec\\.ts$' },
      to: {
        path: 'node_modules/(@nestjs|ioredis|@opensearch-project|@grpc|prom-client|@opentelemetry|onnxruntime|@duckdb|pino)|^(fs|net|http|child_process|worker_threads|os)(/|$)',
      },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$|^test/|/test/' },
      to: { path: '\\.spec\\.ts$|^test/' },
    },
    {
      name: 'no-dev-dep-in-src',
      severity: 'error',
      // What the console uses is built into its files.
      from: { path: '^(apps|libs)/[^/]+/src', pathNot: '\\.spec\\.ts$|^apps/console/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|assembly)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
