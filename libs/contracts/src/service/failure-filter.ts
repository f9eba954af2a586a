import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { ApiError, toApiError } from '../api-error.js';
import { statusTable, type StatusCode } from '../status.js';
import { retryAfterSeconds } from '../retry-after.js';
import { logFault, serviceError } from './service-error.js';

interface Reply {
  readonly sent: boolean;
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/** Tells every error that leaves a controller, over gRPC and over HTTP, through one table. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly log = new Logger('request');

  catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    if (host.getType() === 'rpc') return throwError(() => serviceError(error, this.log));
    const told = error instanceof HttpException ? fromHttp(error) : toApiError(fromFastify(error));
    logFault(told, this.log);
    const reply = host.switchToHttp().getResponse<Reply>();
    const status = error instanceof HttpException ? error.getStatus() : statusTable[told.code].http;
    if (reply.sent) return undefined;
    // A route that answers text has said so already, and its error is JSON all the same.
    reply.header('content-type', 'application/json; charset=utf-8');
    const { code, message, violations, retryAfterMs } = told;
    if (retryAfterMs !== undefined) reply.header('retry-after', retryAfterSeconds(retryAfterMs));
    reply.status(status).send({ code, message, violations });
    return undefined;
  }
}

/** Errors of the framework: a route that is not there, a body that is not JSON. */
function fromHttp(error: HttpException): ApiError {
  const status = error.getStatus();
  const code = (Object.keys(statusTable) as StatusCode[]).find((candidate) => statusTable[candidate].http === status);
  return new ApiError(code ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL'), error.message, [], { cause: error });
}

/** Fastify's own refusals (body too large, not JSON) have a status below 500 and a text for the caller. */
function fromFastify(error: unknown): unknown {
  if (
    !(error instanceof Error) ||
    !('statusCode' in error) ||
    typeof error.statusCode !== 'number' ||
    error.statusCode >= 500
  )
    return error;
  return new ApiError('INVALID_ARGUMENT', error.message, [], { cause: error });
}
