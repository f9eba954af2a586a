import { Controller } from '@nestjs/common';
import {
  type GetModelRequest,
  type GetModelResponse,
  type GetModelVersionRequest,
  type GetModelVersionResponse,
  type Handlers,
  type ListModelsResponse,
  type PromoteModelRequest,
  type PromoteModelResponse,
  type RollBackModelRequest,
  type RollBackModelResponse,
  Serves,
  type VerifyModelRequest,
  type VerifyModelResponse,
} from '@weir/contracts';
import { ModelApi } from './model-api.js';

/** ModelService over gRPC. */
@Serves('ModelService')
@Controller()
export class ModelGrpcController implements Handlers<'ModelService'> {
  constructor(private readonly api: ModelApi) {}

  listModels(): Promise<ListModelsResponse> {
    return this.api.list();
  }

  getModel(request: GetModelRequest): Promise<GetModelResponse> {
    return this.api.get(request);
  }

  getModelVersion(request: GetModelVersionRequest): Promise<GetModelVersionResponse> {
    return this.api.getVersion(request);
  }

  promoteModel(request: PromoteModelRequest): Promise<PromoteModelResponse> {
    return this.api.promote(request);
  }

  rollBackModel(request: RollBackModelRequest): Promise<RollBackModelResponse> {
    return this.api.rollBack(request);
  }

  verifyModel(request: VerifyModelRequest): Promise<VerifyModelResponse> {
    return this.api.verify(request);
  }
}
