import { Controller, type MessageEvent, Sse } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { groupBy, interval, map, merge, mergeMap, type Observable, startWith, takeUntil, throttleTime } from 'rxjs';
import { LiveFeed } from './live-feed.js';

/** The most often that one topic is told, ms: who watches asks again each time. */
const pauseMs = 2000;
/** Proxies close a connection that says nothing. */
const beatMs = 15_000;

/** What changed, as server-sent events. */
@ApiTags('live')
@Controller('v1/live')
export class LiveController {
  constructor(private readonly feed: LiveFeed) {}

  @Sse()
  @ApiOperation({
    summary: 'What changed, as server-sent events',
    description:
      'An event `changed` with `{topic, at_ms}` when experiments, results, plan, rules, judgments, queries, models or system changed; each topic at most every two seconds, and system as often as that. Ask the API again then.',
  })
  @ApiResponse({ status: 200, description: 'Events until the connection ends.', content: { 'text/event-stream': {} } })
  watch(): Observable<MessageEvent> {
    const { changes, ended } = this.feed;
    // A process always changes: those who watch are told at the pace of all else.
    const system = interval(pauseMs).pipe(map(() => ({ topic: 'system' as const, atMs: Date.now() })));
    const told = merge(changes, system).pipe(
      groupBy(({ topic }) => topic),
      mergeMap((one) => one.pipe(throttleTime(pauseMs, undefined, { leading: true, trailing: true }))),
      map(({ topic, atMs }) => ({ type: 'changed', data: { topic, at_ms: atMs } })),
    );
    const beats = interval(beatMs).pipe(
      startWith(0),
      map(() => ({ type: 'beat', data: { at_ms: Date.now() } })),
    );
    return merge(told, beats).pipe(takeUntil(ended));
  }
}
