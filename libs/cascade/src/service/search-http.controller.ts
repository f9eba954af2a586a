import { httpCall, readJson, SearchRequest, type SearchResponse } from '@weir/contracts';
import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SearchApi } from './search-api.js';

type Request = Parameters<typeof httpCall>[0];
type Reply = Parameters<typeof httpCall>[1];

const answer = {
  status: 200,
  description: 'One page, best first.',
  schema: { $ref: '#/components/schemas/SearchResponse' },
};
const refusal = {
  status: 400,
  description: 'The request is wrong; every bad field is named.',
  schema: { $ref: '#/components/schemas/Error' },
};

/** The HTTP twin of SearchService: the same messages as JSON. */
@ApiTags('search')
@Controller('v1/search')
export class SearchHttpController {
  constructor(private readonly api: SearchApi) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Search',
    description: 'The best products for this shopper and query, inside the deadline.',
  })
  @ApiBody({ schema: { $ref: '#/components/schemas/SearchRequest' } })
  @ApiResponse(answer)
  @ApiResponse(refusal)
  search(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SearchResponse> {
    return this.api.search(SearchRequest.fromPartial(readJson('SearchRequest', body)), httpCall(request, reply));
  }

  @Get()
  @ApiOperation({ summary: 'Search with what fits into an address' })
  @ApiQuery({ name: 'q', required: true, description: "The shopper's words.", schema: { type: 'string' } })
  @ApiQuery({ name: 'page_size', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } })
  @ApiQuery({ name: 'page_token', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'shopper_id', required: false, schema: { type: 'string' } })
  @ApiQuery({
    name: 'highlight',
    required: false,
    description: 'Fields to show matched words in, between commas, e.g. title,description.',
    schema: { type: 'string' },
  })
  @ApiQuery({ name: 'explain', required: false, schema: { type: 'boolean' } })
  @ApiResponse(answer)
  @ApiResponse(refusal)
  searchByAddress(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SearchResponse> {
    const { q, ...rest } = query;
    const body = Object.fromEntries(
      Object.entries({ query: q ?? '', ...rest }).map(([name, value]) => [name, typed(name, value)]),
    );
    return this.api.search(SearchRequest.fromPartial(readJson('SearchRequest', body)), httpCall(request, reply));
  }
}

/** Addresses hold text only; what does not read as the field's type is left for the schema to refuse. */
function typed(name: string, value: unknown): unknown {
  if (
    (name === 'page_size' || name === 'deadline_ms') &&
    typeof value === 'string' &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  )
    return Number(value);
  if (name === 'highlight' && typeof value === 'string')
    return { fields: value.split(',').flatMap((field) => (field.trim() === '' ? [] : [{ field: field.trim() }])) };
  if (name === 'explain' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
