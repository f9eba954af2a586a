import {
  CatalogServiceClient,
  channelOptions,
  RankerServiceClient,
  RerankerServiceClient,
  RetrievalServiceClient,
} from '@weir/contracts';
import type { Tracing } from '@weir/telemetry';
import { type ChannelCredentials, type Client, credentials, InterceptingCall, type Interceptor } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';

/** Largest message: a thousand rows of features are half a megabyte. */
const messageBytes = 16 * 1024 * 1024;

/** Addresses of processes that have a stage, e.g. `dns:///reranker:7701`; absent where this process has it. */
export interface StageAddresses {
  readonly retrieval?: string | undefined;
  readonly ranker?: string | undefined;
  readonly reranker?: string | undefined;
  /** Files, PEM: if set, calls are encrypted, and their certificates must be signed by this one. */
  readonly ca_file?: string | undefined;
  /** What is shown to them. */
  readonly cert_file?: string | undefined;
  readonly key_file?: string | undefined;
  /** Sent with every call. */
  readonly api_key?: string | undefined;
  /** Memory for what the first stage told of products, bytes. @defaultValue 128 MiB */
  readonly cache_bytes?: number;
}

/** Clients of the stages that other processes have. */
export interface RemoteStages {
  /** The index, and the catalogue that it is made of. */
  readonly retrieval?: RetrievalServiceClient;
  readonly catalog?: CatalogServiceClient;
  readonly ranker?: RankerServiceClient;
  readonly reranker?: RerankerServiceClient;
  close(): void;
}

/** Connects when the first call is made, and again whenever a connection is lost. */
export function connectStages(addresses: StageAddresses, tracing?: Pick<Tracing, 'headers'>): RemoteStages {
  const { retrieval, ranker, reranker, api_key: key } = addresses;
  const secured = credentialsOf(addresses);
  const interceptors = [
    ...(key === undefined ? [] : [withHeaders(() => ({ 'x-api-key': key }))]),
    ...(tracing === undefined ? [] : [withHeaders(() => tracing.headers())]),
  ];
  const options = { ...channelOptions(messageBytes), ...(interceptors.length > 0 && { interceptors }) };
  const clients = {
    ...(retrieval !== undefined && {
      retrieval: new RetrievalServiceClient(retrieval, secured, options),
      catalog: new CatalogServiceClient(retrieval, secured, options),
    }),
    ...(ranker !== undefined && { ranker: new RankerServiceClient(ranker, secured, options) }),
    ...(reranker !== undefined && { reranker: new RerankerServiceClient(reranker, secured, options) }),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values<Client>(clients)) client.close();
    },
  };
}

function credentialsOf({ ca_file: ca, cert_file: cert, key_file: key }: StageAddresses): ChannelCredentials {
  if (ca === undefined) return credentials.createInsecure();
  const read = (file: string | undefined): Buffer | null => (file === undefined ? null : readFileSync(file));
  return credentials.createSsl(read(ca), read(key), read(cert));
}

/** Sends these with every call, as they are when it begins. */
function withHeaders(headers: () => Readonly<Record<string, string>>): Interceptor {
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start: (metadata, listener, next) => {
        for (const [name, value] of Object.entries(headers())) metadata.set(name, value);
        next(metadata, listener);
      },
    });
}
