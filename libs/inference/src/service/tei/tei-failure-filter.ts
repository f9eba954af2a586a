import { type StatusCode, toApiError } from '@weir/contracts';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';

interface Reply {
  status(code: number): Reply;
  send(body: unknown): unknown;
}

/** Status and name of each kind of error, as text-embeddings-inference's clients know them. */
const kinds: Readonly<Partial<Record<StatusCode, readonly [status: number, type: string]>>> = {
  INVALID_ARGUMENT: [413, 'Validation'],
  RESOURCE_EXHAUSTED: [429, 'Overloaded'],
  UNAVAILABLE: [503, 'Unhealthy'],
  UNAUTHENTICATED: [401, 'Validation'],
};

/** Errors in the shape of text-embeddings-inference: `{error, error_type}`. */
@Catch()
export class TeiFailureFilter implements ExceptionFilter {
  private readonly log = new Logger('request');

  catch(error: unknown, host: ArgumentsHost): void {
    const told = toApiError(error);
    const [status, type] =
      error instanceof HttpException ? [error.getStatus(), 'Validation'] : (kinds[told.code] ?? [424, 'Backend']);
    if (told.code === 'INTERNAL') this.log.error(error instanceof Error ? error.message : String(error));
    host.switchToHttp().getResponse<Reply>().status(status).send({ error: told.message, error_type: type });
  }
}
