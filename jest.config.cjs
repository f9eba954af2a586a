/** @type {import('jest').Config} */
module.exports = {
  globalSetup: '<rootDir>/test/name-opensearch.cjs',
  globalTeardown: '<rootDir>/test/stop-opensearch.cjs',
  // Five seconds, as Jest has them, are not enough for what takes half a second where the machine stands still in between.
  testTimeout: 60_000,
  testRegex: '\\.spec\\.ts$',
  testPathIgnorePatterns: ['/dist/', '/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|openid-client|oauth4webapi|jose|content-disposition|stemmer|hyparquet|hyparquet-compressors|hysnappy|lru-cache)/)',
  ],
  moduleNameMapper: { '^@weir/([^/]+)$': '<rootDir>/libs/$1/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Jest's sandbox has typed arrays of its own; native modules accept only the real ones.
  testEnvironment: '<rootDir>/test/native-arrays.env.cjs',
};
