import 'reflect-metadata';
import type {
  Metadata,
  MethodDefinition,
  ServerReadableStream,
  ServerUnaryCall,
  ServiceDefinition,
} from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import { GrpcMethod, GrpcStreamCall } from '@nestjs/microservices';
import { from, type Observable } from 'rxjs';
import { services, type ServiceName } from '../services.js';
import { refuseFaults } from '../text-check.js';
import { grpcCall, type Call } from './call.js';
import { serviceError } from './service-error.js';

type Request<Method> = Method extends { readonly requestSerialize: (value: infer Message) => Buffer } ? Message : never;
type Response<Method> = Method extends { readonly responseSerialize: (value: infer Message) => Buffer }
  ? Message
  : never;

/** The handler of one rpc: streams are async iterables, read only as fast as they are consumed. */
type Handler<Method> = Method extends { readonly requestStream: true }
  ? (requests: AsyncIterable<Request<Method>>, call: Call) => Promise<Response<Method>>
  : Method extends { readonly responseStream: true }
    ? (request: Request<Method>, call: Call) => AsyncIterable<Response<Method>>
    : (request: Request<Method>, call: Call) => Promise<Response<Method>>;

/** What a controller must have to serve a service: one method an rpc, so that none can be forgotten. */
export type Handlers<Name extends ServiceName> = {
  [Rpc in keyof (typeof services)[Name]]: Handler<(typeof services)[Name][Rpc]>;
};

const servesKey = 'weir:serves';

/** The service that a controller class serves over gRPC; undefined where it serves none. */
export function serviceOf(controller: object): ServiceName | undefined {
  return Reflect.getMetadata(servesKey, controller) as ServiceName | undefined;
}

/** Makes a class that has a service's handlers a gRPC controller of it. */
export function Serves<Name extends ServiceName>(
  name: Name,
): (target: new (...args: never[]) => Handlers<Name>) => void {
  return (target) => {
    Reflect.defineMetadata(servesKey, name, target);
    const prototype = target.prototype as Record<string, (...args: unknown[]) => unknown>;
    for (const [rpc, method] of Object.entries<AnyMethod>(services[name] as ServiceDefinition)) {
      const handler = prototype[rpc];
      if (handler === undefined) throw new Error(`${target.name} does not handle ${name}.${rpc}`);
      const wrapped = wrap(handler, method);
      Object.defineProperty(prototype, rpc, { value: wrapped, writable: true, configurable: true });
      const decorate = method.requestStream ? GrpcStreamCall(name, rpc) : GrpcMethod(name, rpc);
      decorate(prototype, rpc, { value: wrapped });
    }
  };
}

type AnyMethod = MethodDefinition<object, object>;
type Wrapped = (this: unknown, ...args: never[]) => unknown;

function wrap(handler: (...args: unknown[]) => unknown, method: AnyMethod): Wrapped {
  if (method.requestStream) {
    return async function (
      this: unknown,
      call: ServerReadableStream<object, object>,
      callback: (error: unknown, value?: unknown) => void,
    ) {
      try {
        callback(null, await handler.call(this, checkedStream(call), grpcCall(call)));
      } catch (error) {
        callback(serviceError(error, new Logger(method.path)));
      }
    };
  }
  return function (this: unknown, request: object, _metadata: Metadata, call: ServerUnaryCall<object, object>) {
    refuseFaults(request);
    const answer = handler.call(this, request, grpcCall(call));
    return method.responseStream ? (from(answer as AsyncIterable<unknown>) satisfies Observable<unknown>) : answer;
  };
}

async function* checkedStream(call: ServerReadableStream<object, object>): AsyncGenerator<object> {
  for await (const message of call as AsyncIterable<object>) {
    refuseFaults(message);
    yield message;
  }
}
