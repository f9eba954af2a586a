import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  BeginComparisonRequest,
  type ListComparisonsResponse,
  readJson,
  type RemoveComparisonResponse,
  type ShadowComparison,
} from '@weir/contracts';
import { ShadowApi } from './shadow-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const missing = { status: 404, description: 'There is no such comparison in this process.', schema: ref('Error') };
const byId = { name: 'id', description: 'Id of the comparison.', schema: { type: 'string' as const } };

/** The HTTP twin of ShadowService. */
@ApiTags('models')
@Controller('v1/shadow')
export class ShadowHttpController {
  constructor(private readonly api: ShadowApi) {}

  @Get()
  @ApiOperation({ summary: 'Comparisons of two models over the live searches of this process' })
  @ApiResponse({ status: 200, description: 'The running ones first.', schema: ref('ListComparisonsResponse') })
  list(): Promise<ListComparisonsResponse> {
    return this.api.list();
  }

  @Post()
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({
    summary: 'Begin a comparison',
    description: 'Shoppers see nothing of it and wait for nothing of it.',
  })
  @ApiBody({ schema: ref('BeginComparisonRequest') })
  @ApiResponse({ status: 200, description: 'As it began.', schema: ref('ShadowComparison') })
  @ApiResponse({ status: 400, description: 'The request is wrong; every bad field is named.', schema: ref('Error') })
  @ApiResponse({ status: 409, description: 'These two are being compared already.', schema: ref('Error') })
  async begin(@Body() body: unknown): Promise<ShadowComparison | undefined> {
    const message = BeginComparisonRequest.fromPartial(readJson('BeginComparisonRequest', body ?? {}));
    return (await this.api.begin(message)).comparison;
  }

  @Post(':id/end')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'End a comparison', description: 'Its numbers stay until it is removed.' })
  @ApiParam(byId)
  @ApiResponse({ status: 200, description: 'As it ended.', schema: ref('ShadowComparison') })
  @ApiResponse(missing)
  async end(@Param('id') id: string): Promise<ShadowComparison | undefined> {
    return (await this.api.end({ id })).comparison;
  }

  @Delete(':id')
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Remove a comparison with its numbers' })
  @ApiParam(byId)
  @ApiResponse({ status: 200, description: 'It is gone.', schema: ref('RemoveComparisonResponse') })
  @ApiResponse(missing)
  remove(@Param('id') id: string): Promise<RemoveComparisonResponse> {
    return this.api.remove({ id });
  }
}
