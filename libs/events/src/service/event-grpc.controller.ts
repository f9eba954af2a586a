import { Controller } from '@nestjs/common';
import {
  type Call,
  type ForgetRequest,
  type ForgetResponse,
  type Handlers,
  type RecordRequest,
  type RecordResponse,
  type RecordStreamRequest,
  type RecordStreamResponse,
  Serves,
} from '@weir/contracts';
import { EventApi } from './event-api.js';

/** EventService over gRPC. */
@Serves('EventService')
@Controller()
export class EventGrpcController implements Handlers<'EventService'> {
  constructor(private readonly api: EventApi) {}

  record(request: RecordRequest): Promise<RecordResponse> {
    return this.api.record(request);
  }

  recordStream(requests: AsyncIterable<RecordStreamRequest>, call: Call): Promise<RecordStreamResponse> {
    return this.api.recordStream(requests, call);
  }

  forget(request: ForgetRequest): Promise<ForgetResponse> {
    return this.api.forget(request);
  }
}
