import {
  ApiError,
  type FieldViolation,
  type GetSimulationResponse,
  invalidArgument,
  type StartSimulationRequest,
  type StartSimulationResponse,
  type StopSimulationResponse,
} from '@weir/contracts';
import { type JudgedQuery, type JudgedShop, surveyShop } from '../judged-shop.js';
import type { Shop } from '../shop.js';
import { SimulatedTraffic, type TrafficOptions } from '../simulated-traffic.js';

export interface SimulationParts {
  readonly shop: Shop;
  /** Whether shoppers may come. */
  readonly available: () => Promise<boolean>;
  /** What they want. */
  readonly judged: () => readonly JudgedQuery[];
  /** Told when they come and when they leave. */
  readonly changed: () => void;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
}

/** Simulated shoppers in this process, as the API offers them. */
export class SimulationApi {
  private traffic: SimulatedTraffic | undefined;
  private starting = false;

  constructor(private readonly parts: SimulationParts) {}

  async start(request: StartSimulationRequest): Promise<StartSimulationResponse> {
    const { searches_per_second: perSecond = 5, shoppers = 200, minutes = 10 } = request;
    const violations = [
      ...wrong('searches_per_second', perSecond, { most: 50 }),
      ...wrong('shoppers', shoppers, { most: 100_000, whole: true }),
      ...wrong('minutes', minutes, { most: 240 }),
    ];
    if (violations.length > 0) throw invalidArgument(violations);
    if (!(await this.parts.available())) {
      throw new ApiError(
        'FAILED_PRECONDITION',
        'Simulated shoppers come to the demonstration shop only, and only where simulation.enabled is not false.',
      );
    }
    if (this.starting || this.traffic?.isRunning === true)
      throw new ApiError('FAILED_PRECONDITION', 'Simulated shoppers are there already: stop them first.');
    this.starting = true;
    try {
      await this.begin({ perSecond, shoppers, minutes });
    } finally {
      this.starting = false;
    }
    return { simulation: await this.message() };
  }

  async get(): Promise<GetSimulationResponse> {
    return { simulation: await this.message() };
  }

  async stop(): Promise<StopSimulationResponse> {
    await this.traffic?.stop();
    return { simulation: await this.message() };
  }

  /** Sends shoppers away that are there: before what they shop in is closed. */
  async close(): Promise<void> {
    await this.traffic?.stop();
  }

  private async begin(options: Pick<TrafficOptions, 'perSecond' | 'shoppers' | 'minutes'>): Promise<void> {
    const { shop, changed, now } = this.parts;
    this.traffic = new SimulatedTraffic({ ...options, shop, judged: await this.survey(), changed, now });
    this.traffic.start();
  }

  private async survey(): Promise<JudgedShop> {
    const { judged, shop } = this.parts;
    try {
      return await surveyShop(judged(), shop);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError('FAILED_PRECONDITION', error instanceof Error ? error.message : String(error));
    }
  }

  private async message(): Promise<NonNullable<GetSimulationResponse['simulation']>> {
    const available = await this.parts.available();
    return { ...(this.traffic?.toMessage() ?? nobody), available };
  }
}

const nobody = {
  ...{ state: 'none', reason: '', run: '', started_ms: 0, ends_ms: 0, searches_per_second: 0, shoppers: 0 },
  ...{ shoppers_seen: 0, searches: 0, refused: 0, clicks: 0, purchases: 0, revenue: [] },
};

function wrong(
  field: string,
  value: number,
  { most, whole = false }: { readonly most: number; readonly whole?: boolean },
): readonly FieldViolation[] {
  if (value > 0 && value <= most && (!whole || Number.isInteger(value))) return [];
  const kind = whole ? 'a whole number from 1 to' : 'a number above 0, at most';
  return [{ field, description: `must be ${kind} ${most}` }];
}
