import path from 'node:path';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { InfoService, RerankService } from './generated/tei/v1/tei.js';
import { CatalogServiceService } from './generated/weir/v1/catalog.js';
import { EventServiceService } from './generated/weir/v1/events.js';
import { ExperimentServiceService } from './generated/weir/v1/experiments.js';
import { PlanServiceService } from './generated/weir/v1/plan.js';
import { QueryServiceService } from './generated/weir/v1/queries.js';
import { JudgmentServiceService } from './generated/weir/v1/judgments.js';
import { MerchandisingServiceService } from './generated/weir/v1/merchandising.js';
import { ModelServiceService } from './generated/weir/v1/models.js';
import { RankerServiceService } from './generated/weir/v1/ranker.js';
import { RerankerServiceService } from './generated/weir/v1/reranker.js';
import { RetrievalServiceService } from './generated/weir/v1/retrieval.js';
import { SearchServiceService } from './generated/weir/v1/search.js';
import { SimulationServiceService } from './generated/weir/v1/simulation.js';
import { SystemServiceService } from './generated/weir/v1/system.js';
import { ShadowServiceService } from './generated/weir/v1/shadow.js';
import { decodeChecked } from './text-check.js';

/** Every service of the API by its name in its package: Weir's own, and what the reranker has of text-embeddings-inference's. */
export const services = {
  SearchService: SearchServiceService,
  CatalogService: CatalogServiceService,
  EventService: EventServiceService,
  ExperimentService: ExperimentServiceService,
  PlanService: PlanServiceService,
  QueryService: QueryServiceService,
  SimulationService: SimulationServiceService,
  JudgmentService: JudgmentServiceService,
  MerchandisingService: MerchandisingServiceService,
  ModelService: ModelServiceService,
  ShadowService: ShadowServiceService,
  RetrievalService: RetrievalServiceService,
  RankerService: RankerServiceService,
  RerankerService: RerankerServiceService,
  SystemService: SystemServiceService,
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
  PlanService: 'weir/v1/plan.proto',
  QueryService: 'weir/v1/queries.proto',
  SimulationService: 'weir/v1/simulation.proto',
  JudgmentService: 'weir/v1/judgments.proto',
  MerchandisingService: 'weir/v1/merchandising.proto',
  ModelService: 'weir/v1/models.proto',
  ShadowService: 'weir/v1/shadow.proto',
  RetrievalService: 'weir/v1/retrieval.proto',
  RankerService: 'weir/v1/ranker.proto',
  RerankerService: 'weir/v1/reranker.proto',
  SystemService: 'weir/v1/system.proto',
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
