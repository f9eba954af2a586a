import { Controller } from '@nestjs/common';
import {
  type GetSimulationResponse,
  type Handlers,
  Serves,
  type StartSimulationRequest,
  type StartSimulationResponse,
  type StopSimulationResponse,
} from '@weir/contracts';
import { SimulationApi } from './simulation-api.js';

/** SimulationService over gRPC. */
@Serves('SimulationService')
@Controller()
export class SimulationGrpcController implements Handlers<'SimulationService'> {
  constructor(private readonly api: SimulationApi) {}

  startSimulation(request: StartSimulationRequest): Promise<StartSimulationResponse> {
    return this.api.start(request);
  }

  getSimulation(): Promise<GetSimulationResponse> {
    return this.api.get();
  }

  stopSimulation(): Promise<StopSimulationResponse> {
    return this.api.stop();
  }
}
