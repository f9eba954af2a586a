import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AddQueriesRequest,
  type AddQueriesResponse,
  CreateQuerySetRequest,
  type GetQuerySetResponse,
  type ListQueryRunsResponse,
  type ListQuerySetsResponse,
  type QueryRun,
  type QuerySet,
  readJson,
  RemoveQueriesRequest,
  type RemoveQueriesResponse,
  StartQueryRunRequest,
} from '@weir/contracts';
import { JudgmentApi } from './judgment-api.js';
import { byKey, missing, ref, refusal } from './schemas.js';

/** The HTTP twin of what JudgmentService says of query sets. */
@ApiTags('judgments')
@Controller('v1/query-sets')
export class QuerySetHttpController {
  constructor(private readonly api: JudgmentApi) {}

  @Get()
  @ApiOperation({ summary: 'Query sets' })
  @ApiResponse({ status: 200, description: 'By key.', schema: ref('ListQuerySetsResponse') })
  list(): Promise<ListQuerySetsResponse> {
    return this.api.listQuerySets();
  }

  @Post()
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Begin a query set' })
  @ApiBody({ schema: ref('CreateQuerySetRequest') })
  @ApiResponse({ status: 200, description: 'As begun.', schema: ref('QuerySet') })
  @ApiResponse(refusal)
  async create(@Body() body: unknown): Promise<QuerySet | undefined> {
    const message = CreateQuerySetRequest.fromPartial(readJson('CreateQuerySetRequest', body));
    return (await this.api.createQuerySet(message)).query_set;
  }

  @Get(':key')
  @ApiOperation({ summary: 'A query set with its queries' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'As it is now.', schema: ref('GetQuerySetResponse') })
  @ApiResponse(missing)
  get(@Param('key') key: string): Promise<GetQuerySetResponse> {
    return this.api.getQuerySet({ key });
  }

  @Post(':key/queries')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Add queries' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('AddQueriesRequest') })
  @ApiResponse({ status: 200, description: 'What was added.', schema: ref('AddQueriesResponse') })
  @ApiResponse(refusal)
  @ApiResponse(missing)
  add(@Param('key') key: string, @Body() body: unknown): Promise<AddQueriesResponse> {
    return this.api.addQueries({ ...AddQueriesRequest.fromPartial(readJson('AddQueriesRequest', body)), key });
  }

  @Post(':key/queries/remove')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Take queries out' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('RemoveQueriesRequest') })
  @ApiResponse({ status: 200, description: 'What was taken out.', schema: ref('RemoveQueriesResponse') })
  @ApiResponse(missing)
  remove(@Param('key') key: string, @Body() body: unknown): Promise<RemoveQueriesResponse> {
    return this.api.removeQueries({ ...RemoveQueriesRequest.fromPartial(readJson('RemoveQueriesRequest', body)), key });
  }

  @Post(':key/run')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Search its judged queries by one or two Plans', description: 'Answers at once.' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('StartQueryRunRequest') })
  @ApiResponse({ status: 200, description: 'As begun.', schema: ref('QueryRun') })
  @ApiResponse(refusal)
  @ApiResponse(missing)
  async run(@Param('key') key: string, @Body() body: unknown): Promise<QueryRun | undefined> {
    const message = StartQueryRunRequest.fromPartial(readJson('StartQueryRunRequest', body));
    return (await this.api.startQueryRun({ ...message, key })).run;
  }

  @Get(':key/runs')
  @ApiOperation({ summary: 'The runs of a query set, newest first' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'Without their queries.', schema: ref('ListQueryRunsResponse') })
  @ApiResponse(missing)
  runs(@Param('key') key: string): Promise<ListQueryRunsResponse> {
    return this.api.listQueryRuns({ key });
  }
}
