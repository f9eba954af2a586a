import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type GetModelResponse,
  type GetModelVersionResponse,
  type ListModelsResponse,
  PromoteModelRequest,
  type PromoteModelResponse,
  readJson,
  RollBackModelRequest,
  type RollBackModelResponse,
  type VerifyModelResponse,
} from '@weir/contracts';
import { ModelApi } from './model-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const missing = { status: 404, description: 'There is no such model, or no such version.', schema: ref('Error') };
const wrong = { status: 400, description: 'The request is wrong; every bad field is named.', schema: ref('Error') };
const refused = { status: 412, description: 'It may not be, and why; nothing has changed.', schema: ref('Error') };
const byName = { name: 'name', description: 'Name of the model.', schema: { type: 'string' as const } };
const byVersion = { name: 'version', description: 'A version.', schema: { type: 'string' as const } };

interface Version {
  readonly name: string;
  readonly version: string;
}

/** The HTTP twin of ModelService: the same messages as JSON, name and version in the address. */
@ApiTags('models')
@Controller('v1/models')
export class ModelHttpController {
  constructor(private readonly api: ModelApi) {}

  @Get()
  @ApiOperation({ summary: 'Every model with its versions' })
  @ApiResponse({ status: 200, description: 'By name.', schema: ref('ListModelsResponse') })
  list(): Promise<ListModelsResponse> {
    return this.api.list();
  }

  @Get(':name')
  @ApiOperation({ summary: 'One model with the history of its promotions' })
  @ApiParam(byName)
  @ApiResponse({ status: 200, description: 'As it is now.', schema: ref('GetModelResponse') })
  @ApiResponse(missing)
  get(@Param('name') name: string): Promise<GetModelResponse> {
    return this.api.get({ name });
  }

  @Get(':name/:version')
  @ApiOperation({ summary: 'One version: manifest, card, and metrics against another version' })
  @ApiParam(byName)
  @ApiParam({ ...byVersion, description: 'A version, or the state champion or shadow.' })
  @ApiQuery({ name: 'against', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'The version.', schema: ref('GetModelVersionResponse') })
  @ApiResponse(missing)
  getVersion(@Param() version: Version, @Query('against') against?: string): Promise<GetModelVersionResponse> {
    return this.api.getVersion({ ...version, against: against ?? '' });
  }

  @Post(':name/:version/verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read every file of a version and compare it with the manifest' })
  @ApiParam(byName)
  @ApiParam(byVersion)
  @ApiResponse({ status: 200, description: 'What was found.', schema: ref('VerifyModelResponse') })
  @ApiResponse(missing)
  verify(@Param() version: Version): Promise<VerifyModelResponse> {
    return this.api.verify(version);
  }

  @Post(':name/:version/promote')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({
    summary: 'Give a version another state',
    description: 'Where the Plan names the state, it acts on the next search; `effect` says what happened.',
  })
  @ApiParam(byName)
  @ApiParam(byVersion)
  @ApiBody({ schema: ref('PromoteModelRequest') })
  @ApiResponse({ status: 200, description: 'What became of it.', schema: ref('PromoteModelResponse') })
  @ApiResponse(wrong)
  @ApiResponse(missing)
  @ApiResponse(refused)
  promote(@Param() version: Version, @Body() body: unknown): Promise<PromoteModelResponse> {
    const message = PromoteModelRequest.fromPartial(readJson('PromoteModelRequest', body ?? {}));
    return this.api.promote({ ...message, ...version });
  }

  @Post(':name/rollback')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Make the champion before this one the champion again' })
  @ApiParam(byName)
  @ApiBody({ schema: ref('RollBackModelRequest') })
  @ApiResponse({ status: 200, description: 'What became of it.', schema: ref('RollBackModelResponse') })
  @ApiResponse(wrong)
  @ApiResponse(missing)
  @ApiResponse(refused)
  rollBack(@Param('name') name: string, @Body() body: unknown): Promise<RollBackModelResponse> {
    const message = RollBackModelRequest.fromPartial(readJson('RollBackModelRequest', body ?? {}));
    return this.api.rollBack({ ...message, name });
  }
}
