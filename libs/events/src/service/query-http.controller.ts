import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  GetQueryRequest,
  type GetQueryResponse,
  ListQueriesRequest,
  type ListQueriesResponse,
  readJson,
} from '@weir/contracts';
import { queryKinds } from '@weir/storage';
import { QueryApi } from './query-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const refusal = { status: 400, description: 'The request is wrong; every bad field is named.', schema: ref('Error') };
const missing = { status: 404, description: 'Nobody asked it in the span.', schema: ref('Error') };
const number = { required: false, schema: { type: 'number' as const } };
const flag = { required: false, schema: { type: 'boolean' as const } };
const text = { required: false, schema: { type: 'string' as const } };

type Given = Readonly<Record<string, unknown>>;

/** The HTTP twin of QueryService. */
@ApiTags('queries')
@Controller('v1/queries')
export class QueryHttpController {
  constructor(private readonly api: QueryApi) {}

  @Get()
  @ApiOperation({ summary: 'What shoppers searched for, and how it went' })
  @ApiQuery({ name: 'kind', required: false, schema: { type: 'string', enum: [...queryKinds] } })
  @ApiQuery({ name: 'from_ms', ...number, description: 'Default: seven days before to_ms.' })
  @ApiQuery({ name: 'to_ms', ...number, description: 'Default: now.' })
  @ApiQuery({ name: 'contains', ...text })
  @ApiQuery({ name: 'min_searches', ...number })
  @ApiQuery({ name: 'simulated', ...flag, description: 'False leaves out simulated shoppers.' })
  @ApiQuery({ name: 'limit', ...number, description: '1 to 1,000; default 50.' })
  @ApiQuery({ name: 'cursor', ...text, description: 'next_cursor of the answer before.' })
  @ApiResponse({ status: 200, description: 'Queries of the kind.', schema: ref('ListQueriesResponse') })
  @ApiResponse(refusal)
  list(@Query() query: Given): Promise<ListQueriesResponse> {
    return this.api.list(ListQueriesRequest.fromPartial(readJson('ListQueriesRequest', typed(query))));
  }

  @Get('detail')
  @ApiOperation({ summary: 'One query over time, with its products and positions' })
  @ApiQuery({ name: 'query', required: true, schema: { type: 'string' } })
  @ApiQuery({ name: 'from_ms', ...number })
  @ApiQuery({ name: 'to_ms', ...number })
  @ApiQuery({ name: 'simulated', ...flag })
  @ApiQuery({ name: 'utc_offset_minutes', ...number })
  @ApiQuery({ name: 'products', ...number })
  @ApiResponse({ status: 200, description: 'The query.', schema: ref('GetQueryResponse') })
  @ApiResponse(refusal)
  @ApiResponse(missing)
  get(@Query() query: Given): Promise<GetQueryResponse> {
    return this.api.get(GetQueryRequest.fromPartial(readJson('GetQueryRequest', typed(query))));
  }
}

const numbers: ReadonlySet<string> = new Set([
  ...['from_ms', 'to_ms', 'min_searches', 'limit', 'utc_offset_minutes', 'products'],
]);

/** Addresses hold text only; what does not read as the field's type is left for the schema to refuse. */
function typed(query: Given): Given {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (numbers.has(name) && value !== '' && Number.isFinite(Number(value))) return [name, Number(value)];
      if (name === 'simulated' && (value === 'true' || value === 'false')) return [name, value === 'true'];
      return [name, value];
    }),
  );
}
