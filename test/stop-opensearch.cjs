const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

/** Stops the OpenSearch that this run started, if it did, and deletes its data. */
module.exports = () => {
  const name = process.env.TEST_OPENSEARCH_NAME;
  if (name !== `test-${process.pid}`) return;
  if (!existsSync(path.resolve(__dirname, '../.cache/opensearch/nodes', name))) return;
  spawnSync(path.resolve(__dirname, '../infra/opensearch/dev'), ['down', '--name', name, '--purge']);
};
