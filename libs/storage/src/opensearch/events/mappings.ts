import { copySettings } from '../copies.js';
import type { DatedKind, IndexNames } from './index-names.js';

/** Version of the templates below: a process never puts an older one over a newer. */
export const templateVersion = 1;

const keyword = { type: 'keyword', ignore_above: 1024 } as const;
/** Kept as it is and never looked into: a caller's names cannot clash with a mapping or make it grow. */
const asGiven = { type: 'object', enabled: false } as const;
const time = { type: 'date', ignore_malformed: true } as const;

/** As the index of that name in User Behavior Insights; `weir` is what has no place there. */
const eventAttributes = {
  dynamic: false,
  properties: {
    object: { dynamic: false, properties: { object_id: keyword } },
    position: { dynamic: false, properties: { ordinal: { type: 'integer' } } },
    quantity: { type: 'double' },
    revenue_minor: { type: 'long' },
    currency: keyword,
    value: { type: 'double' },
  },
};

const ubi = {
  query_id: keyword,
  client_id: keyword,
  session_id: keyword,
  timestamp: time,
  event_attributes: eventAttributes,
  weir: asGiven,
};

const properties: Readonly<Record<DatedKind, object>> = {
  events: { ...ubi, action_name: keyword, user_query: keyword },
  queries: {
    ...ubi,
    user_query: { type: 'text', fields: { keyword } },
    query_attributes: asGiven,
  },
  exposures: {
    experiment: keyword,
    phase: { type: 'integer' },
    variant: keyword,
    unit: keyword,
    timestamp: time,
    reached: { type: 'boolean' },
    failed: { type: 'boolean' },
    attributes: asGiven,
  },
};

/** Template of the indices of a kind, a month each. One shard: its order of writes is what a follower goes by. */
export function templateOf(kind: DatedKind, names: IndexNames, replicas: number | undefined): object {
  return {
    index_patterns: [`${names.seriesOf(kind)}-*`],
    version: templateVersion,
    priority: 100,
    template: {
      settings: settings(replicas),
      mappings: { dynamic: false, properties: properties[kind] },
      aliases: { [names.aliasOf(kind)]: {} },
    },
    _meta: { replicas: replicas ?? null },
  };
}

/** `index` says which index the document of an event belongs to, also when it is forgotten. */
export function idsDefinition(replicas: number | undefined): object {
  return {
    // Nothing is found in it by searching but what retention deletes.
    settings: { ...settings(replicas), 'index.refresh_interval': '30s' },
    mappings: { dynamic: false, properties: { index: { type: 'keyword' } } },
  };
}

export function forgottenDefinition(replicas: number | undefined): object {
  return {
    settings: settings(replicas),
    mappings: { dynamic: false, properties: { unit: { type: 'keyword' }, documents: asGiven } },
  };
}

/** What is acknowledged is on disk. */
function settings(replicas: number | undefined): object {
  return { 'index.number_of_shards': 1, 'index.translog.durability': 'request', ...copySettings(replicas) };
}
