import path from 'node:path';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { InfoService, RerankService } from './generated/tei/v1/tei.js';
import { CatalogServiceService } from './generated/weir/v1/catalog.js';
import { EventServiceService } from './generated/weir/v1/events.js';
import { ExperimentServiceService } from './generated/weir/v1/experiments.js';
import { RankerServiceService } from './generated/weir/v1/ranker.js';
import { RerankerServiceService } from './generated/weir/v1/reranker.js';
import { RetrievalServiceService } from './generated/weir/v1/retrieval.js';
import { SearchServiceService } from './generated/weir/v1/search.js';
import { decodeChecked } from './text-check.js';

/** Every service of the API by its name in its package: Weir's own, and what the reranker has of text-embeddings-inference's. */
export const services = {
  SearchService: SearchServiceService,
  CatalogService: CatalogServiceService,
  EventService: EventServiceService,
  ExperimentService: ExperimentServiceService,
  RetrievalService: RetrievalServiceService,
  RankerService: RankerServiceService,
  RerankerService: RerankerServiceService,
  Info: InfoService,
  Rerank: RerankService,
} as const;

export type ServiceName = keyof typeof services;

/** Where each service is declared, below `protoRoot`. */
const files: Readonly<Record<ServiceName, string>> = {
  SearchService: 'weir/v1/search.proto',
  CatalogService: 'weir/v1/catalog.proto',
  EventService: 'weir/v1/events.proto',
  ExperimentService: 'weir/v1/experiments.proto',
  RetrievalService: 'weir/v1/retrieval.proto',
  RankerService: 'weir/v1/ranker.proto',
  RerankerService: 'weir/v1/reranker.proto',
  Info: 'tei/v1/tei.proto',
  Rerank: 'tei/v1/tei.proto',
};

/** The services as a gRPC server takes them, by full name. Requests are decoded with `decodeChecked`. */
export function packageDefinition(names: readonly ServiceName[]): Record<string, ServiceDefinition> {
  return Object.fromEntries(names.map((name) => [fullName(name), checked(services[name])]));
}

/** E.g. `weir.v1`. */
export function packageOf(name: ServiceName): string {
  return path.posix.dirname(files[name]).replaceAll('/', '.');
}

/** E.g. `weir.v1.SearchService`. */
export function fullName(name: ServiceName): string {
  return `${packageOf(name)}.${name}`;
}

/** Folder that the .proto files are imported from. */
export const protoRoot = path.resolve(__dirname, '..', 'proto');

/** The .proto file of a service, below `protoRoot`. */
export function protoFileOf(name: ServiceName): string {
  return files[name];
}

function checked(definition: ServiceDefinition): ServiceDefinition {
  const methods = Object.entries(definition).map(([name, method]) => {
    // The generated deserializers hand their argument to `decode`, which takes a reader as well as bytes.
    const decode = method.requestDeserialize as (input: unknown) => object;
    return [name, { ...method, requestDeserialize: (bytes: Buffer) => decodeChecked(bytes, decode) }];
  });
  return Object.fromEntries(methods) as ServiceDefinition;
}
