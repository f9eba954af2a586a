import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CreateJudgmentSetRequest,
  ImportJudgmentsRequest,
  type ImportJudgmentsResponse,
  type JudgmentSet,
  type ListJudgmentSetsResponse,
  type QueryGrades,
  readJson,
  SetGradesRequest,
} from '@weir/contracts';
import { JudgmentApi } from './judgment-api.js';
import { byKey, missing, ref, refusal, stale } from './schemas.js';

const text = (type: string) => ({ [type]: { schema: { type: 'string' as const } } });

/** The HTTP twin of what JudgmentService says of judgment sets. */
@ApiTags('judgments')
@Controller('v1/judgment-sets')
export class JudgmentSetHttpController {
  constructor(private readonly api: JudgmentApi) {}

  @Get()
  @ApiOperation({ summary: 'Judgment sets' })
  @ApiResponse({ status: 200, description: 'By key.', schema: ref('ListJudgmentSetsResponse') })
  list(): Promise<ListJudgmentSetsResponse> {
    return this.api.listJudgmentSets();
  }

  @Post()
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Begin a judgment set' })
  @ApiBody({ schema: ref('CreateJudgmentSetRequest') })
  @ApiResponse({ status: 200, description: 'As begun.', schema: ref('JudgmentSet') })
  @ApiResponse(refusal)
  async create(@Body() body: unknown): Promise<JudgmentSet | undefined> {
    const message = CreateJudgmentSetRequest.fromPartial(readJson('CreateJudgmentSetRequest', body));
    return (await this.api.createJudgmentSet(message)).judgment_set;
  }

  @Get(':key/grades')
  @ApiOperation({ summary: 'The grades of one query' })
  @ApiParam(byKey)
  @ApiQuery({ name: 'query', required: true, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'By product.', schema: ref('QueryGrades') })
  @ApiResponse(missing)
  async grades(@Param('key') key: string, @Query('query') query?: string): Promise<QueryGrades | undefined> {
    return (await this.api.getGrades({ key, query: query ?? '' })).grades;
  }

  @Post(':key/grades')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Grade products for a query' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('SetGradesRequest') })
  @ApiResponse({ status: 200, description: "All of the query's grades.", schema: ref('QueryGrades') })
  @ApiResponse(refusal)
  @ApiResponse(missing)
  @ApiResponse(stale)
  async grade(@Param('key') key: string, @Body() body: unknown): Promise<QueryGrades | undefined> {
    const message = SetGradesRequest.fromPartial(readJson('SetGradesRequest', body));
    return (await this.api.setGrades({ ...message, key })).grades;
  }

  @Post(':key/import')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Take over judgments from TREC or BEIR files' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('ImportJudgmentsRequest') })
  @ApiResponse({ status: 200, description: 'What was taken over.', schema: ref('ImportJudgmentsResponse') })
  @ApiResponse(refusal)
  @ApiResponse(missing)
  take(@Param('key') key: string, @Body() body: unknown): Promise<ImportJudgmentsResponse> {
    const message = ImportJudgmentsRequest.fromPartial(readJson('ImportJudgmentsRequest', body));
    return this.api.importJudgments({ ...message, key });
  }

  @Get(':key/qrels')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="qrels.tsv"')
  @ApiOperation({ summary: 'The judgments as a file for `weir eval --qrels`' })
  @ApiParam(byKey)
  @ApiQuery({ name: 'format', required: false, schema: { type: 'string', enum: ['trec', 'beir'] } })
  @ApiResponse({ status: 200, description: 'A judgment a line.', content: text('text/plain') })
  @ApiResponse(missing)
  async qrels(@Param('key') key: string, @Query('format') format?: string): Promise<string> {
    return (await this.api.exportJudgments({ key, format: format ?? '' })).qrels;
  }

  @Get(':key/queries')
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="queries.jsonl"')
  @ApiOperation({ summary: 'The judged queries as a file for `weir eval --queries`' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'JSON Lines.', content: text('application/x-ndjson') })
  @ApiResponse(missing)
  async queries(@Param('key') key: string): Promise<string> {
    return (await this.api.exportJudgments({ key, format: 'beir' })).queries;
  }
}
