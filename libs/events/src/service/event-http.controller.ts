import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiError, Event, type ForgetResponse, invalidArgument, readJson, type RecordResponse } from '@weir/contracts';
import { fromUbi, isUbi } from '../ubi.js';
import { EventApi, type GivenEvent } from './event-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** The HTTP twin of EventService. An event is ours or one of User Behavior Insights, alone or among others. */
@ApiTags('events')
@Controller('v1')
export class EventHttpController {
  constructor(private readonly api: EventApi) {}

  @Post('events')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record events',
    description: 'What is acknowledged is on disk. An event that is refused does not stop the others.',
  })
  @ApiBody({
    description: 'The message `{ events: [...] }`, one event, or an array of them; each ours or of UBI 1.3.0.',
    schema: { oneOf: [ref('RecordRequest'), ref('Event'), { type: 'array', items: ref('Event') }, { type: 'object' }] },
  })
  @ApiResponse({ status: 200, description: 'What became of each event.', schema: ref('RecordResponse') })
  @ApiResponse({ status: 400, description: 'The body holds no events.', schema: ref('Error') })
  record(@Body() body: unknown): Promise<RecordResponse> {
    return this.api.recordAll(eventsOf(body).map(readEvent));
  }

  @Delete('shoppers/:id')
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Forget a shopper', description: 'Deletes every event and exposure of theirs.' })
  @ApiParam({ name: 'id', description: 'As it was in events and searches.', schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'They are gone.', schema: ref('ForgetResponse') })
  forget(@Param('id') id: string): Promise<ForgetResponse> {
    return this.api.forget({ shopper_id: id });
  }
}

function eventsOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) {
    throw invalidArgument([{ field: '', description: 'the body must be an event, or { events: [...] }' }]);
  }
  if (!('events' in body)) return [body];
  if (Array.isArray(body.events)) return body.events;
  throw invalidArgument([{ field: 'events', description: 'must be an array' }]);
}

/** One that cannot be read is refused by its place, like one whose values are wrong. */
function readEvent(value: unknown): GivenEvent {
  if (isUbi(value)) return fromUbi(value);
  try {
    return Event.fromPartial(readJson('Event', value));
  } catch (error) {
    if (error instanceof ApiError) return error.violations;
    throw error;
  }
}
