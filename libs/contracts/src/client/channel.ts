import type { ChannelOptions } from '@grpc/grpc-js';
import { calmBalancer } from './calm-balancer.js';

/**
 * Options of a channel to one of Weir's own services: every address that the name resolves to in turn
 * (`dns:///name:port`) but for processes that owe answers, connections kept alive, and one more try where no server had
 * the request. Calls that are retried only read.
 */
export function channelOptions(messageBytes: number): ChannelOptions {
  return {
    'grpc.max_receive_message_length': messageBytes,
    'grpc.max_send_message_length': messageBytes,
    // A process that is stopped, or cut off, keeps its connection: within five seconds it counts as gone.
    'grpc.keepalive_time_ms': 2000,
    'grpc.keepalive_timeout_ms': 3000,
    'grpc.keepalive_permit_without_calls': 1,
    // A server that comes back is used again within a second.
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1000,
    'grpc.service_config': JSON.stringify({
      loadBalancingConfig: [{ [calmBalancer]: {} }],
      methodConfig: [
        {
          name: [{}],
          retryPolicy: {
            maxAttempts: 2,
            initialBackoff: '0.002s',
            maxBackoff: '0.005s',
            backoffMultiplier: 2,
            retryableStatusCodes: ['UNAVAILABLE'],
          },
        },
      ],
    }),
  };
}
