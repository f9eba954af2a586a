import { channelOptions, RankerServiceClient, RerankerServiceClient } from '@weir/contracts';
import { type Client, credentials } from '@grpc/grpc-js';

/** Largest message: a thousand rows of features are half a megabyte. */
const messageBytes = 16 * 1024 * 1024;

/** Addresses of processes that have a stage, e.g. `dns:///reranker:7701`; absent where this process has it. */
export interface StageAddresses {
  readonly ranker?: string | undefined;
  readonly reranker?: string | undefined;
}

/** Clients of the stages that other processes have. */
export interface RemoteStages {
  readonly ranker?: RankerServiceClient;
  readonly reranker?: RerankerServiceClient;
  close(): void;
}

/** Connects when the first call is made, and again whenever a connection is lost. */
export function connectStages({ ranker, reranker }: StageAddresses): RemoteStages {
  const plain = credentials.createInsecure();
  const options = channelOptions(messageBytes);
  const clients = {
    ...(ranker !== undefined && { ranker: new RankerServiceClient(ranker, plain, options) }),
    ...(reranker !== undefined && { reranker: new RerankerServiceClient(reranker, plain, options) }),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values<Client>(clients)) client.close();
    },
  };
}
