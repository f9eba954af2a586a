import { type Call, httpCall, invalidArgument } from '@weir/contracts';
import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { TeiApi } from './tei-api.js';
import { TeiFailureFilter } from './tei-failure-filter.js';
import { teiInfo, teiInfoJson } from './tei-info.js';

type Request = Parameters<typeof httpCall>[0];
type Reply = Parameters<typeof httpCall>[1];

export const versionToken = Symbol('version');

// What else a client sends (`truncate`, `truncation_direction`, `model`) asks for what is done anyway.
const rerankSchema = z.object({
  query: z.string(),
  texts: z.array(z.string()),
  raw_scores: z.boolean().default(false),
  return_text: z.boolean().default(false),
});
const embedSchema = z.object({
  inputs: z.union([z.string().transform((text) => [text]), z.array(z.string())]),
});

/** text-embeddings-inference's HTTP API, for the clients that others have of it. */
@ApiExcludeController()
@UseFilters(TeiFailureFilter)
@Controller()
export class TeiHttpController {
  constructor(
    private readonly api: TeiApi,
    @Inject(versionToken) private readonly version: string,
  ) {}

  @Post('rerank')
  @HttpCode(200)
  async rerank(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<readonly object[]> {
    const { query, texts, raw_scores: rawScores, return_text: returnText } = read(rerankSchema, body);
    const call: Call = httpCall(request, reply);
    const ranks = await this.api.rank({ query, texts, rawScores }, call);
    return returnText ? ranks.map((rank) => ({ ...rank, text: texts[rank.index] })) : ranks;
  }

  @Post('embed')
  @HttpCode(200)
  async embed(@Body() body: unknown): Promise<readonly (readonly number[])[]> {
    const vectors = await this.api.embed(read(embedSchema, body).inputs);
    return vectors.map((vector) => [...vector]);
  }

  @Get('info')
  info(): object {
    return teiInfoJson(teiInfo(this.api.models, this.version));
  }

  @Get('health')
  health(): void {
    // That it answers is the answer.
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidArgument(
    parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), description: message })),
  );
}
