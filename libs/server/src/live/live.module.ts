import { type DynamicModule, Module } from '@nestjs/common';
import { LiveFeed } from './live-feed.js';
import { LiveController } from './live.controller.js';

/** What changed, for those who watch. */
@Module({})
export class LiveModule {
  static of(feed: LiveFeed): DynamicModule {
    return { module: LiveModule, controllers: [LiveController], providers: [{ provide: LiveFeed, useValue: feed }] };
  }
}
