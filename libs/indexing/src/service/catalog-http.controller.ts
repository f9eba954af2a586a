import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiError,
  type DeleteResponse,
  type DescribeResponse,
  httpCall,
  invalidArgument,
  PatchRequest,
  type PatchResponse,
  Product,
  ProductPatch,
  readJson,
  type StoredProduct,
  type UpsertResponse,
  UpsertRequest,
} from '@weir/contracts';
import { CatalogApi } from './catalog-api.js';

type Request = Parameters<typeof httpCall>[0];
type Reply = Parameters<typeof httpCall>[1];

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const refusal = { status: 400, description: 'The request is wrong; every bad field is named.', schema: ref('Error') };

/** The HTTP twin of CatalogService: the same messages as JSON. */
@ApiTags('catalogue')
@Controller('v1')
export class CatalogHttpController {
  constructor(private readonly api: CatalogApi) {}

  @Post('products')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({
    summary: 'Write products',
    description:
      'Acknowledged products are on disk and found by the next search. A product that is refused does not stop the others.',
  })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({ description: 'The message, or one Product a line as application/x-ndjson.', schema: ref('UpsertRequest') })
  @ApiResponse({ status: 200, description: 'What became of each product.', schema: ref('UpsertResponse') })
  @ApiResponse(refusal)
  upsert(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<UpsertResponse> {
    const message =
      typeof body === 'string'
        ? { products: readLines(body, (line) => Product.fromPartial(readJson('Product', line))) }
        : UpsertRequest.fromPartial(readJson('UpsertRequest', body));
    if (message.products.length === 0)
      throw invalidArgument([{ field: 'products', description: 'must hold at least one product' }]);
    return this.api.upsert(one(message), httpCall(request, reply));
  }

  @Patch('products')
  @ApiBearerAuth('write_token')
  @ApiOperation({
    summary: 'Change prices, stock and the like',
    description:
      'What is not given stays: words and vectors too. Acknowledged changes are on disk and found by the next search. A change that is refused, also for an id that is not there, does not stop the others.',
  })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({
    description: 'The message, or one ProductPatch a line as application/x-ndjson.',
    schema: ref('PatchRequest'),
  })
  @ApiResponse({ status: 200, description: 'What became of each change.', schema: ref('PatchResponse') })
  @ApiResponse(refusal)
  patch(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<PatchResponse> {
    const message =
      typeof body === 'string'
        ? { patches: readLines(body, (line) => ProductPatch.fromPartial(readJson('ProductPatch', line))) }
        : PatchRequest.fromPartial(readJson('PatchRequest', body));
    if (message.patches.length === 0)
      throw invalidArgument([{ field: 'patches', description: 'must hold at least one change' }]);
    return this.api.patch(one(message), httpCall(request, reply));
  }

  @Delete('products/:id')
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Remove a product', description: 'An id that is not there is not an error.' })
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'It is gone.', schema: ref('DeleteResponse') })
  delete(@Param('id') id: string): Promise<DeleteResponse> {
    return this.api.delete(one({ ids: [id] }));
  }

  @Get('products/:id')
  @ApiOperation({ summary: 'One product' })
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'The product as stored.', schema: ref('StoredProduct') })
  @ApiResponse({ status: 404, description: 'It is not there.', schema: ref('Error') })
  async get(@Param('id') id: string): Promise<StoredProduct> {
    const { products } = await this.api.get({ ids: [id] });
    const found = products[0];
    if (found === undefined) throw new ApiError('NOT_FOUND', `there is no product ${JSON.stringify(id.slice(0, 64))}`);
    return found;
  }

  @Get('catalogue')
  @ApiOperation({ summary: 'What the catalogue looks like' })
  @ApiResponse({
    status: 200,
    description: 'Its mapping, fields, filterable fields and counts.',
    schema: ref('DescribeResponse'),
  })
  describe(): Promise<DescribeResponse> {
    return this.api.describe();
  }
}

/** @throws ApiError INVALID_ARGUMENT naming every line that cannot be read */
function readLines<T>(text: string, read: (line: unknown) => T): readonly T[] {
  const violations: { readonly field: string; readonly description: string }[] = [];
  const lines: T[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      lines.push(read(JSON.parse(line)));
    } catch (error) {
      const found = error instanceof ApiError ? error.violations : [{ field: '', description: 'is not JSON' }];
      for (const { field, description } of found)
        violations.push({ field: field === '' ? `line ${index + 1}` : `line ${index + 1}: ${field}`, description });
    }
  });
  if (violations.length > 0) throw invalidArgument(violations.slice(0, 100));
  return lines;
}

/** A stream of one message. */
async function* one<T>(message: T): AsyncGenerator<T> {
  yield await Promise.resolve(message);
}
