import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CheckExperimentRequest,
  type CheckExperimentResponse,
  CreateExperimentRequest,
  EvaluateRequest,
  type EvaluateResponse,
  type Experiment,
  GetBreakdownRequest,
  type GetBreakdownResponse,
  GetResultsRequest,
  type GetResultsResponse,
  GetTimelineRequest,
  type GetTimelineResponse,
  type ListChangesResponse,
  type ListExperimentsResponse,
  type ListMetricsResponse,
  PlanSampleSizeRequest,
  type PlanSampleSizeResponse,
  PreviewTrafficRequest,
  type PreviewTrafficResponse,
  RampExperimentRequest,
  readJson,
  ShipVariantRequest,
  type ShipVariantResponse,
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

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'What is wrong with a definition', description: 'Nothing is written.' })
  @ApiBody({ schema: ref('CheckExperimentRequest') })
  @ApiResponse({ status: 200, description: 'Every wrong field.', schema: ref('CheckExperimentResponse') })
  check(@Body() body: unknown): Promise<CheckExperimentResponse> {
    return this.api.check(CheckExperimentRequest.fromPartial(readJson('CheckExperimentRequest', body)));
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

  @Post('traffic')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Who searched in the last seven days, and how many of them a condition matches',
    description: 'With a metric, its mean and deviation among them, for a sample size.',
  })
  @ApiBody({ schema: ref('PreviewTrafficRequest') })
  @ApiResponse({ status: 200, description: 'Units, without robots.', schema: ref('PreviewTrafficResponse') })
  @ApiResponse(refusal)
  traffic(@Body() body: unknown): Promise<PreviewTrafficResponse> {
    return this.api.traffic(PreviewTrafficRequest.fromPartial(readJson('PreviewTrafficRequest', body)));
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

  @Post(':key/ramp')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Let more units take part', description: 'Those that are in stay where they are.' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('RampExperimentRequest') })
  @ApiResponse(written)
  @ApiResponse(refusal)
  @ApiResponse(stale)
  async ramp(@Param('key') key: string, @Body() body: unknown): Promise<Experiment | undefined> {
    const message = RampExperimentRequest.fromPartial({ ...readJson('RampExperimentRequest', body), key });
    return (await this.api.ramp(message)).experiment;
  }

  @Post(':key/ship')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: "Write a variant's settings into the base Plan, and stop the experiment" })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('ShipVariantRequest') })
  @ApiResponse({ status: 200, description: 'As written.', schema: ref('ShipVariantResponse') })
  @ApiResponse(refusal)
  @ApiResponse(stale)
  @ApiResponse({ status: 412, description: 'It may not be shipped; the message says why.', schema: ref('Error') })
  ship(@Param('key') key: string, @Body() body: unknown): Promise<ShipVariantResponse> {
    return this.api.ship(ShipVariantRequest.fromPartial({ ...readJson('ShipVariantRequest', body), key }));
  }

  @Post(':key/:action')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Start, stop, kill or archive', description: 'It acts on the next search.' })
  @ApiParam(byKey)
  @ApiParam({ name: 'action', schema: { type: 'string', enum: ['start', 'stop', 'kill', 'archive'] } })
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
  results(@Param('key') key: string, @Query() query: Asked): Promise<GetResultsResponse> {
    return this.api.results(GetResultsRequest.fromPartial(readJson('GetResultsRequest', typed(key, query))));
  }

  @Get(':key/timeline')
  @ApiOperation({ summary: 'The comparison at steps of time since the phase began' })
  @ApiParam(byKey)
  @ApiQuery({ name: 'phase', required: false, schema: { type: 'integer', minimum: 1 } })
  @ApiQuery({ name: 'triggered', required: false, schema: { type: 'boolean' } })
  @ApiQuery({ name: 'metric', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'currency', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'steps', required: false, schema: { type: 'integer', minimum: 2, maximum: 60 } })
  @ApiResponse({ status: 200, description: 'The last point is now.', schema: ref('GetTimelineResponse') })
  @ApiResponse(missing)
  timeline(@Param('key') key: string, @Query() query: Asked): Promise<GetTimelineResponse> {
    return this.api.timeline(GetTimelineRequest.fromPartial(readJson('GetTimelineRequest', typed(key, query))));
  }

  @Get(':key/breakdown')
  @ApiOperation({ summary: 'The comparison within each value of an attribute' })
  @ApiParam(byKey)
  @ApiQuery({ name: 'phase', required: false, schema: { type: 'integer', minimum: 1 } })
  @ApiQuery({ name: 'triggered', required: false, schema: { type: 'boolean' } })
  @ApiQuery({ name: 'metric', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'currency', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'attribute', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'correction', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'The largest segment first.', schema: ref('GetBreakdownResponse') })
  @ApiResponse(missing)
  breakdown(@Param('key') key: string, @Query() query: Asked): Promise<GetBreakdownResponse> {
    return this.api.breakdown(GetBreakdownRequest.fromPartial(readJson('GetBreakdownRequest', typed(key, query))));
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

type Asked = Readonly<Record<string, unknown>>;

const numbers = new Set(['phase', 'until_ms', 'steps']);
const texts = new Set(['metric', 'currency', 'attribute', 'correction']);

/** Addresses hold text only; what does not read as the field's type is left for the schema to refuse. */
function typed(key: string, query: Asked): object {
  return { ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, asTyped(name, value)])), key };
}

function asTyped(name: string, value: unknown): unknown {
  if (texts.has(name)) return value;
  if (numbers.has(name) && value !== '' && Number.isFinite(Number(value))) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return value;
}
