import path from 'node:path';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { CatalogServiceService } from './generated/weir/v1/catalog.js';
import { EventServiceService } from './generated/weir/v1/events.js';
import { ExperimentServiceService } from './generated/weir/v1/experiments.js';
import { RankerServiceService } from './generated/weir/v1/ranker.js';
import { RerankerServiceService } from './generated/weir/v1/reranker.js';
import { RetrievalServiceService } from './generated/weir/v1/retrieval.js';
import { SearchServiceService } from './generated/weir/v1/search.js';
import { decodeChecked } from './text-check.js';

/** The package that every service is in. */
export const protoPackage = 'weir.v1';

/** Every service of the API by its name in the package. */
export const services = {
  SearchService: SearchServiceService,
  CatalogService: CatalogServiceService,
  EventService: EventServiceService,
  ExperimentService: ExperimentServiceService,
  RetrievalService: RetrievalServiceService,
  RankerService: RankerServiceService,
  RerankerService: RerankerServiceService,
} as const;

export type ServiceName = keyof typeof services;

/** The services as a gRPC server takes them, by full name. Requests are decoded with `decodeChecked`. */
export function packageDefinition(names: readonly ServiceName[]): Record<string, ServiceDefinition> {
  return Object.fromEntries(names.map((name) => [`${protoPackage}.${name}`, checked(services[name])]));
}

/** Folder that the .proto files are imported from, and those that hold services, for reflection. */
export const protoRoot = path.resolve(__dirname, '..', 'proto');
export const protoFiles: readonly string[] = [
  'search',
  'catalog',
  'events',
  'experiments',
  'retrieval',
  'ranker',
  'reranker',
].map((name) => `weir/v1/${name}.proto`);

function checked(definition: ServiceDefinition): ServiceDefinition {
  const methods = Object.entries(definition).map(([name, method]) => {
    // The generated deserializers hand their argument to `decode`, which takes a reader as well as bytes.
    const decode = method.requestDeserialize as (input: unknown) => object;
    return [name, { ...method, requestDeserialize: (bytes: Buffer) => decodeChecked(bytes, decode) }];
  });
  return Object.fromEntries(methods) as ServiceDefinition;
}
