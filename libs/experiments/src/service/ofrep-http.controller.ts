import { createHash } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ExperimentApi } from './experiment-api.js';
import { type FlagContext, type FlagError, type FlagEvaluation, readContext } from './flags.js';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
}

const body = {
  schema: {
    type: 'object',
    properties: {
      context: {
        type: 'object',
        required: ['targetingKey'],
        properties: { targetingKey: { type: 'string', description: 'Id of the shopper.' } },
        additionalProperties: true,
      },
    },
  },
};
const evaluation = {
  type: 'object',
  properties: {
    key: { type: 'string' },
    reason: { type: 'string' },
    variant: { type: 'string' },
    value: {},
    metadata: { type: 'object' },
  },
};
const failure = {
  type: 'object',
  properties: { key: { type: 'string' }, errorCode: { type: 'string' }, errorDetails: { type: 'string' } },
};

/**
 * The OpenFeature Remote Evaluation Protocol: an experiment is a flag whose values are those of its variants. Errors have
 * the protocol's own shape.
 * @see https://github.com/open-feature/protocol
 */
@ApiTags('flags')
@Controller('ofrep/v1/evaluate/flags')
export class OfrepHttpController {
  constructor(private readonly api: ExperimentApi) {}

  @Post(':key')
  @HttpCode(200)
  @ApiOperation({ summary: 'Evaluate one flag', description: 'Counts an exposure where the shopper is in a variant.' })
  @ApiParam({ name: 'key', description: 'Key of the experiment.', schema: { type: 'string' } })
  @ApiBody(body)
  @ApiResponse({ status: 200, description: 'Its value.', schema: evaluation })
  @ApiResponse({ status: 400, description: 'The context is wrong.', schema: failure })
  @ApiResponse({ status: 404, description: 'There is no experiment of this key.', schema: failure })
  async evaluate(
    @Param('key') key: string,
    @Body() given: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<FlagEvaluation | FlagError> {
    const context = readContext(given);
    if ('errorCode' in context) return refuse(reply, 400, { key, ...context });
    const found = await this.api.flags.evaluate(key, context);
    if (found !== undefined) return found;
    const errorDetails = `there is no experiment ${JSON.stringify(key.slice(0, 64))}`;
    return refuse(reply, 404, { key, errorCode: 'FLAG_NOT_FOUND', errorDetails });
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Evaluate every flag', description: 'Counts no exposure.' })
  @ApiHeader({ name: 'if-none-match', required: false, description: 'ETag of the answer before.' })
  @ApiBody(body)
  @ApiResponse({
    status: 200,
    description: 'The values of every running experiment.',
    schema: { type: 'object', properties: { flags: { type: 'array', items: evaluation } } },
  })
  @ApiResponse({ status: 304, description: 'Nothing has changed for this context.' })
  @ApiResponse({ status: 400, description: 'The context is wrong.', schema: failure })
  async evaluateAll(
    @Body() given: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<{ readonly flags: readonly FlagEvaluation[] } | Omit<FlagError, 'key'> | undefined> {
    const context = readContext(given);
    if ('errorCode' in context) return refuse(reply, 400, context);
    const answer = await this.all(context);
    reply.header('etag', answer.etag);
    if (known === answer.etag) {
      reply.status(304);
      return undefined;
    }
    return { flags: answer.flags };
  }

  private async all(context: FlagContext): Promise<{ flags: readonly FlagEvaluation[]; etag: string }> {
    const flags = await this.api.flags.evaluateAll(context);
    const digest = createHash('sha256').update(JSON.stringify(flags)).digest('base64url').slice(0, 22);
    return { flags, etag: `"${digest}"` };
  }
}

function refuse<E extends Omit<FlagError, 'key'>>(reply: Reply, status: number, error: E): E {
  reply.status(status);
  return error;
}
