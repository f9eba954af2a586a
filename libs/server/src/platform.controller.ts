import { ApiError } from '@weir/contracts';
import { type Metrics, wantsOpenMetrics, wantsProtobuf } from '@weir/telemetry';
import { Controller, Get, Header, Headers, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
}

/** Whether the process can answer searches, and if not, what it is doing. */
export interface Readiness {
  /** Undefined when ready. */
  waitingFor(): string | undefined;
}

export const readinessToken = Symbol('readiness');
export const metricsToken = Symbol('metrics');
export const pageToken = Symbol('page');

/** What machines ask a process, and the page that people see first. */
@ApiExcludeController()
@Controller()
export class PlatformController {
  constructor(
    @Inject(readinessToken) private readonly readiness: Readiness,
    @Inject(metricsToken) private readonly metrics: Metrics,
    @Inject(pageToken) private readonly page: string | null,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src https: data:",
  )
  start(@Res({ passthrough: true }) reply: Reply): string {
    if (this.page !== null) return this.page;
    reply.status(302).header('location', '/docs');
    return '';
  }

  @Get('healthz')
  alive(): object {
    return { status: 'alive' };
  }

  @Get('readyz')
  ready(): object {
    const waitingFor = this.readiness.waitingFor();
    if (waitingFor !== undefined) throw new ApiError('UNAVAILABLE', `not ready: ${waitingFor}`);
    return { status: 'ready' };
  }

  @Get('metrics')
  async scrape(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string | Buffer> {
    if (wantsProtobuf(accept ?? '')) {
      const { contentType, bytes } = await this.metrics.protobuf();
      reply.header('content-type', contentType);
      return Buffer.from(bytes);
    }
    const { contentType, text } = await (wantsOpenMetrics(accept ?? '')
      ? this.metrics.openMetrics()
      : this.metrics.exposition());
    reply.header('content-type', contentType);
    return text;
  }
}
