import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { GetQueryRunResponse, QueryRun } from '@weir/contracts';
import { JudgmentApi } from './judgment-api.js';
import { missing, ref } from './schemas.js';

const byId = { name: 'id', description: 'Id of the run.', schema: { type: 'string' as const } };

/** The HTTP twin of what JudgmentService says of runs. */
@ApiTags('judgments')
@Controller('v1/query-runs')
export class QueryRunHttpController {
  constructor(private readonly api: JudgmentApi) {}

  @Get(':id')
  @ApiOperation({ summary: 'How far a run is, and what it has shown' })
  @ApiParam(byId)
  @ApiResponse({ status: 200, description: 'As it is now.', schema: ref('GetQueryRunResponse') })
  @ApiResponse(missing)
  get(@Param('id') id: string): Promise<GetQueryRunResponse> {
    return this.api.getQueryRun({ id });
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'End a run before its time' })
  @ApiParam(byId)
  @ApiResponse({ status: 200, description: 'As it is now.', schema: ref('QueryRun') })
  @ApiResponse(missing)
  async cancel(@Param('id') id: string): Promise<QueryRun | undefined> {
    return (await this.api.cancelQueryRun({ id })).run;
  }
}
