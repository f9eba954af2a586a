import type { GetSystemResponse } from '@weir/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SystemApi } from './system-api.js';

/** The HTTP twin of SystemService. */
@ApiTags('system')
@Controller('v1/system')
export class SystemHttpController {
  constructor(private readonly api: SystemApi) {}

  @Get()
  @ApiOperation({
    summary: 'How this process does',
    description: 'Its searches of the last five minutes and since it started, its caches, models, memory and load.',
  })
  @ApiResponse({ status: 200, description: 'Now.', schema: { $ref: '#/components/schemas/GetSystemResponse' } })
  get(): GetSystemResponse {
    return this.api.get();
  }
}
