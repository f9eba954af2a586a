import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { readJson, type Simulation, StartSimulationRequest } from '@weir/contracts';
import { SimulationApi } from './simulation-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const refusal = { status: 400, description: 'The request is wrong; every bad field is named.', schema: ref('Error') };
const state = { status: 200, description: 'How it stands.', schema: ref('Simulation') };
const unfit = {
  status: 412,
  description: 'No demonstration shop is served, or shoppers are there already.',
  schema: ref('Error'),
};

/** The HTTP twin of SimulationService. */
@ApiTags('simulation')
@Controller('v1/simulation')
export class SimulationHttpController {
  constructor(private readonly api: SimulationApi) {}

  @Get()
  @ApiOperation({ summary: 'How far simulated shoppers are' })
  @ApiResponse(state)
  async get(): Promise<Simulation | undefined> {
    return (await this.api.get()).simulation;
  }

  @Post()
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Let simulated shoppers come', description: 'They leave by themselves.' })
  @ApiBody({ required: false, schema: ref('StartSimulationRequest') })
  @ApiResponse(state)
  @ApiResponse(refusal)
  @ApiResponse(unfit)
  async start(@Body() body: unknown): Promise<Simulation | undefined> {
    const message = StartSimulationRequest.fromPartial(readJson('StartSimulationRequest', body ?? {}));
    return (await this.api.start(message)).simulation;
  }

  @Delete()
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Send them away', description: 'All that they did is recorded when it answers.' })
  @ApiResponse(state)
  async stop(): Promise<Simulation | undefined> {
    return (await this.api.stop()).simulation;
  }
}
