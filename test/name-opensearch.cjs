/** Names the OpenSearch of this run, which the first spec that needs one starts (`test/opensearch-server.ts`). */
module.exports = () => {
  process.env.TEST_OPENSEARCH_NAME ??= `test-${process.pid}`;
};
