/**
 * How many copies of the one shard there are, and on how many nodes a write must lie before it is acknowledged.
 * @param replicas copies beside the first; undefined: one where the cluster has a second node, none where it has not
 */
export function copySettings(replicas: number | undefined): Readonly<Record<string, string>> {
  if (replicas === undefined) {
    return { ...prompt, 'index.auto_expand_replicas': '0-1', 'index.write.wait_for_active_shards': 'all' };
  }
  return {
    ...prompt,
    'index.number_of_replicas': String(replicas),
    'index.auto_expand_replicas': 'false',
    // With a copy, one node may die at any moment and what was acknowledged is on another.
    'index.write.wait_for_active_shards': replicas === 0 ? '1' : '2',
  };
}

/** Writes wait while a copy is missing: it is made anew this long after its node was lost, not after a minute. */
const prompt = { 'index.unassigned.node_left.delayed_timeout': '10s' };

/** Whether an index, by its settings as OpenSearch tells them, has the copies wanted. */
export function hasSettings(index: Readonly<Record<string, unknown>>, replicas: number | undefined): boolean {
  return Object.entries(copySettings(replicas)).every(([name, wanted]) => {
    const found = name.split('.').slice(1).reduce<unknown>(member, index);
    return (found ?? usual[name]) === wanted;
  });
}

/** What is not told is as OpenSearch has it where nobody says otherwise. */
const usual: Readonly<Record<string, string>> = {
  'index.auto_expand_replicas': 'false',
  'index.write.wait_for_active_shards': '1',
};

function member(object: unknown, name: string): unknown {
  return (object as Readonly<Record<string, unknown>> | undefined)?.[name];
}
