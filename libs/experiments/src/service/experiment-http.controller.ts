import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CreateExperimentRequest,
  EvaluateRequest,
  type EvaluateResponse,
  type Experiment,
  GetResultsRequest,
  type GetResultsResponse,
  type ListChangesResponse,
  type ListExperimentsResponse,
  type ListMetricsResponse,
  PlanSampleSizeRequest,
  type PlanSampleSizeResponse,
  readJson,
  TransitionExperimentRequest,
  UpdateExperimentRequest,
} from '@weir/contracts';
import { ExperimentApi } from './experiment-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const refusal = { status: 400, description: 'The request is wrong; every bad field is named.', schema: ref('Error') };
const missing = { status: 404, description: 'There is no such experiment.', schema: ref('Error') };
const stale = { status: 409, description: 'Somebody else wrote since: read again, then write.', schema: ref('Error') };
const written = { status: 200, description: 'As written.', schema: ref('Experiment') };
const byKey = { name: 'key', description: 'Key of the experiment.', schema: { type: 'string' as const } };

/** The HTTP twin of ExperimentService: the same messages as JSON, the experiment's key in the address. */
@ApiTags('experiments')
@Controller('v1/experiments')
export class ExperimentHttpController {
  constructor(private readonly api: ExperimentApi) {}

  @Get()
  @ApiOperation({ summary: 'Experiments, newest first' })
  @ApiQuery({ name: 'state', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'All but the archived ones.', schema: ref('ListExperimentsResponse') })
  list(@Query('state') state?: string): Promise<ListExperimentsResponse> {
    return this.api.list({ state: state ?? '' });
  }

  @Post()
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Write a draft' })
  @ApiBody({ schema: ref('CreateExperimentRequest') })
  @ApiResponse(written)
  @ApiResponse(refusal)
  async create(@Body() body: unknown): Promise<Experiment | undefined> {
    const message = CreateExperimentRequest.fromPartial(readJson('CreateExperimentRequest', body));
    return (await this.api.create(message)).experiment;
  }

  @Post('evaluate')
  @HttpCode(200)
  @ApiOperation({ summary: 'The variants of one shopper', description: 'Counts no exposure.' })
  @ApiBody({ schema: ref('EvaluateRequest') })
  @ApiResponse({ status: 200, description: 'And why.', schema: ref('EvaluateResponse') })
  evaluate(@Body() body: unknown): Promise<EvaluateResponse> {
    return this.api.evaluate(EvaluateRequest.fromPartial(readJson('EvaluateRequest', body)));
  }

  @Get('metrics')
  @ApiOperation({ summary: 'The metrics that an experiment may name' })
  @ApiResponse({ status: 200, description: 'By key.', schema: ref('ListMetricsResponse') })
  metrics(): Promise<ListMetricsResponse> {
    return this.api.metrics();
  }

  @Post('sample-size')
  @HttpCode(200)
  @ApiOperation({ summary: 'How many units an experiment needs' })
  @ApiBody({ schema: ref('PlanSampleSizeRequest') })
  @ApiResponse({ status: 200, description: 'Units a variant.', schema: ref('PlanSampleSizeResponse') })
  @ApiResponse(refusal)
  planSampleSize(@Body() body: unknown): Promise<PlanSampleSizeResponse> {
    return this.api.planSampleSize(PlanSampleSizeRequest.fromPartial(readJson('PlanSampleSizeRequest', body)));
  }

  @Get(':key')
  @ApiOperation({ summary: 'One experiment' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'As it is now.', schema: ref('Experiment') })
  @ApiResponse(missing)
  async get(@Param('key') key: string): Promise<Experiment | undefined> {
    return (await this.api.get({ key })).experiment;
  }

  @Put(':key')
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Write another definition' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('UpdateExperimentRequest') })
  @ApiResponse(written)
  @ApiResponse(refusal)
  @ApiResponse(stale)
  async update(@Param('key') key: string, @Body() body: unknown): Promise<Experiment | undefined> {
    const message = UpdateExperimentRequest.fromPartial(readJson('UpdateExperimentRequest', body));
    return (await this.api.update({ ...message, key })).experiment;
  }

  @Post(':key/:action')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Start, stop or archive', description: 'It acts on the next search.' })
  @ApiParam(byKey)
  @ApiParam({ name: 'action', schema: { type: 'string', enum: ['start', 'stop', 'archive'] } })
  @ApiBody({ required: false, schema: ref('TransitionExperimentRequest') })
  @ApiResponse(written)
  @ApiResponse(missing)
  async transition(
    @Param() { key, action }: { readonly key: string; readonly action: string },
    @Body() body: unknown,
  ): Promise<Experiment | undefined> {
    const given = readJson('TransitionExperimentRequest', body ?? {});
    const message = TransitionExperimentRequest.fromPartial({ ...given, key, action });
    return (await this.api.transition(message)).experiment;
  }

  @Get(':key/changes')
  @ApiOperation({ summary: 'Who changed what and when, newest first' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'The audit log.', schema: ref('ListChangesResponse') })
  changes(@Param('key') key: string): Promise<ListChangesResponse> {
    return this.api.changes({ key });
  }

  @Get(':key/results')
  @ApiOperation({ summary: 'What it has shown, exact at the last acknowledged event, and what to do' })
  @ApiParam(byKey)
  @ApiQuery({ name: 'phase', required: false, schema: { type: 'integer', minimum: 1 } })
  @ApiQuery({ name: 'triggered', required: false, schema: { type: 'boolean' } })
  @ApiQuery({ name: 'keep_bots', required: false, schema: { type: 'boolean' } })
  @ApiQuery({ name: 'keep_outliers', required: false, schema: { type: 'boolean' } })
  @ApiQuery({ name: 'currency', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'until_ms', required: false, schema: { type: 'number' } })
  @ApiResponse({ status: 200, description: 'Numbers and a recommendation.', schema: ref('GetResultsResponse') })
  @ApiResponse(missing)
  results(@Param('key') key: string, @Query() query: Readonly<Record<string, unknown>>): Promise<GetResultsResponse> {
    const typed = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, asTyped(name, value)]));
    return this.api.results(GetResultsRequest.fromPartial(readJson('GetResultsRequest', { ...typed, key })));
  }

  @Post(':key/results')
  @HttpCode(200)
  @ApiOperation({ summary: 'The same, with currency rates' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('GetResultsRequest') })
  @ApiResponse({ status: 200, description: 'Numbers and a recommendation.', schema: ref('GetResultsResponse') })
  resultsByBody(@Param('key') key: string, @Body() body: unknown): Promise<GetResultsResponse> {
    return this.api.results({ ...GetResultsRequest.fromPartial(readJson('GetResultsRequest', body)), key });
  }
}

/** Addresses hold text only; what does not read as the field's type is left for the schema to refuse. */
function asTyped(name: string, value: unknown): unknown {
  if ((name === 'phase' || name === 'until_ms') && value !== '' && Number.isFinite(Number(value))) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return value;
}
