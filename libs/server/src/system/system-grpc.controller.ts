import { type GetSystemResponse, type Handlers, Serves } from '@weir/contracts';
import { Controller } from '@nestjs/common';
import { SystemApi } from './system-api.js';

/** SystemService over gRPC. */
@Serves('SystemService')
@Controller()
export class SystemGrpcController implements Handlers<'SystemService'> {
  constructor(private readonly api: SystemApi) {}

  getSystem(): Promise<GetSystemResponse> {
    return Promise.resolve(this.api.get());
  }
}
