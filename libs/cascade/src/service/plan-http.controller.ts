import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type BasePlan,
  type ListPlanChangesResponse,
  readJson,
  RestorePlanRequest,
  UpdatePlanRequest,
} from '@weir/contracts';
import { PlanApi } from './plan-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const inForce = { status: 200, description: 'As it is in force.', schema: ref('BasePlan') };
const refusal = { status: 400, description: 'The Plan is wrong; every bad field is named.', schema: ref('Error') };
const stale = { status: 409, description: 'Somebody else wrote since: read again, then write.', schema: ref('Error') };

/** The HTTP twin of PlanService: the same messages as JSON. */
@ApiTags('plan')
@Controller('v1/plan')
export class PlanHttpController {
  constructor(private readonly api: PlanApi) {}

  @Get()
  @ApiOperation({ summary: 'The base Plan in force, and where each part comes from' })
  @ApiResponse(inForce)
  async get(): Promise<BasePlan | undefined> {
    return (await this.api.get()).plan;
  }

  @Put()
  @ApiBearerAuth('write_token')
  @ApiOperation({
    summary: "Lay other settings over the configuration's Plan",
    description: 'It acts on the next search.',
  })
  @ApiBody({ schema: ref('UpdatePlanRequest') })
  @ApiResponse(inForce)
  @ApiResponse(refusal)
  @ApiResponse(stale)
  async update(@Body() body: unknown): Promise<BasePlan | undefined> {
    return (await this.api.update(UpdatePlanRequest.fromPartial(readJson('UpdatePlanRequest', body)))).plan;
  }

  @Get('changes')
  @ApiOperation({ summary: 'Who changed what and when, newest first' })
  @ApiResponse({ status: 200, description: 'The audit log.', schema: ref('ListPlanChangesResponse') })
  changes(): Promise<ListPlanChangesResponse> {
    return this.api.changes();
  }

  @Post('restore')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Put the settings of an earlier version in force again' })
  @ApiBody({ schema: ref('RestorePlanRequest') })
  @ApiResponse(inForce)
  @ApiResponse(refusal)
  @ApiResponse(stale)
  async restore(@Body() body: unknown): Promise<BasePlan | undefined> {
    return (await this.api.restore(RestorePlanRequest.fromPartial(readJson('RestorePlanRequest', body)))).plan;
  }
}
