import {
  type Experiment as Message,
  type CheckExperimentRequest,
  type CheckExperimentResponse,
  type CreateExperimentRequest,
  type CreateExperimentResponse,
  type EvaluateRequest,
  type EvaluateResponse,
  type GetBreakdownRequest,
  type GetBreakdownResponse,
  type GetExperimentRequest,
  type GetExperimentResponse,
  type GetResultsRequest,
  type GetResultsResponse,
  type GetTimelineRequest,
  type GetTimelineResponse,
  invalidArgument,
  type ListChangesRequest,
  type ListChangesResponse,
  type ListExperimentsRequest,
  type ListExperimentsResponse,
  type ListMetricsResponse,
  type PlanSampleSizeRequest,
  type PlanSampleSizeResponse,
  type PreviewTrafficRequest,
  type PreviewTrafficResponse,
  type RampExperimentRequest,
  type RampExperimentResponse,
  type ShipVariantRequest,
  type ShipVariantResponse,
  type TransitionExperimentRequest,
  type TransitionExperimentResponse,
  type UpdateExperimentRequest,
  type UpdateExperimentResponse,
} from '@weir/contracts';
import { type PlannedMetric, sampleSize } from '@weir/statistics';
import type { Written } from '../life-cycle/experiment-book.js';
import { builtInMetrics } from '../metrics/built-in.js';
import { ExperimentError } from '../error.js';
import { ExperimentFlags } from './experiment-flags.js';
import { toChangeMessage, toExperimentMessage } from './experiment-message.js';
import type { ExperimentParts } from './experiment-parts.js';
import type { Flags } from './flags.js';
import { previewTraffic } from './preview-traffic.js';
import { readBreakdown } from './read-breakdown.js';
import { readResults } from './read-results.js';
import { readTimeline } from './read-timeline.js';
import { toResultsMessage } from './results-message.js';
import { shipVariant } from './ship-variant.js';

const states = ['draft', 'running', 'stopped', 'archived'] as const;
const transitions = { start: 'running', stop: 'stopped', kill: 'stopped', archive: 'archived' } as const;

/** Experiments as the API offers them, whichever transport a request came by. */
export class ExperimentApi {
  readonly flags: Flags;

  constructor(private readonly parts: ExperimentParts) {
    this.flags = new ExperimentFlags(parts);
  }

  async evaluate({ shopper_id, session_id, attributes }: EvaluateRequest): Promise<EvaluateResponse> {
    const tooLong = [['shopper_id', shopper_id] as const, ['session_id', session_id] as const].filter(
      ([, id]) => id.length > 512,
    );
    if (tooLong.length > 0) {
      throw invalidArgument(tooLong.map(([field]) => ({ field, description: 'must have at most 512 characters' })));
    }
    const { assignments, overlays } = this.parts.running.evaluate({
      shopperId: shopper_id === '' ? undefined : shopper_id,
      sessionId: session_id === '' ? undefined : session_id,
      attributes: attributes ?? {},
    });
    return {
      assignments: assignments.map(({ experiment, variant, reason, phase }) => ({
        experiment,
        variant: variant ?? '',
        reason,
        phase,
      })),
      plan: { ...(await this.parts.running.effectivePlan(overlays)) },
    };
  }

  async list({ state }: ListExperimentsRequest): Promise<ListExperimentsResponse> {
    if (state !== '' && !states.some((each) => each === state)) {
      throw invalidArgument([{ field: 'state', description: `must be one of ${states.join(', ')}, or empty` }]);
    }
    const wanted = (await this.parts.book.list()).filter((each) =>
      state === '' ? each.state !== 'archived' : each.state === state,
    );
    const newestFirst = wanted.toSorted((a, b) => b.created_at - a.created_at);
    return { experiments: newestFirst.map((each) => toExperimentMessage(each, this.parts.now())) };
  }

  async get({ key }: GetExperimentRequest): Promise<GetExperimentResponse> {
    return { experiment: toExperimentMessage(await this.parts.book.get(key), this.parts.now()) };
  }

  async create({ definition, author }: CreateExperimentRequest): Promise<CreateExperimentResponse> {
    const written = await this.parts.book.create(definition ?? {}, { who: named(author) });
    return this.inForce(written);
  }

  async check({
    definition = {},
    version,
    new_phase: newPhase,
  }: CheckExperimentRequest): Promise<CheckExperimentResponse> {
    try {
      const edit = version === 0 ? undefined : { who: '', version, newPhase };
      const { experiment } = this.told(await this.parts.book.check(definition, edit));
      return { violations: [], problem: '', warnings: experiment.warnings };
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
      const isOfFields = error.violations.length > 0;
      return { violations: [...error.violations], problem: isOfFields ? '' : error.message, warnings: [] };
    }
  }

  async update(request: UpdateExperimentRequest): Promise<UpdateExperimentResponse> {
    const { key, definition = {}, version, new_phase: newPhase, author, reason } = request;
    if (definition['key'] !== undefined && definition['key'] !== key) {
      throw invalidArgument([{ field: 'definition.key', description: `must be ${key}: a key never changes` }]);
    }
    const edit = { who: named(author), reason, version, newPhase };
    const written = await this.parts.book.update({ ...definition, key }, edit);
    return this.inForce(written);
  }

  async transition(request: TransitionExperimentRequest): Promise<TransitionExperimentResponse> {
    const { key, action, version, author, reason } = request;
    if (!isAction(action)) {
      const description = `must be one of ${Object.keys(transitions).join(', ')}`;
      throw invalidArgument([{ field: 'action', description }]);
    }
    if (action === 'kill' && reason.trim() === '') {
      throw invalidArgument([{ field: 'reason', description: 'say why: everybody else will ask' }]);
    }
    const written = await this.parts.book.transition(key, {
      to: transitions[action],
      who: named(author),
      reason,
      ...(action === 'kill' ? { action } : version !== 0 && { version }),
    });
    return this.inForce(written);
  }

  async ramp({ key, coverage, version, author, reason }: RampExperimentRequest): Promise<RampExperimentResponse> {
    return this.inForce(await this.parts.book.ramp(key, { coverage, version, reason, who: named(author) }));
  }

  async ship(request: ShipVariantRequest): Promise<ShipVariantResponse> {
    const { planVersion, ...written } = await shipVariant(this.parts, request, named(request.author));
    return { ...(await this.inForce(written)), plan_version: planVersion };
  }

  async changes({ key }: ListChangesRequest): Promise<ListChangesResponse> {
    return { changes: (await this.parts.book.audit(key)).map(toChangeMessage).toReversed() };
  }

  async results(request: GetResultsRequest): Promise<GetResultsResponse> {
    return toResultsMessage(await readResults(this.parts, request));
  }

  timeline(request: GetTimelineRequest): Promise<GetTimelineResponse> {
    return readTimeline(this.parts, request);
  }

  breakdown(request: GetBreakdownRequest): Promise<GetBreakdownResponse> {
    return readBreakdown(this.parts, request);
  }

  traffic(request: PreviewTrafficRequest): Promise<PreviewTrafficResponse> {
    return previewTraffic(this.parts, request);
  }

  metrics(): Promise<ListMetricsResponse> {
    const byKey = builtInMetrics.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return Promise.resolve({ metrics: byKey.map((metric) => ({ ...metric })) });
  }

  planSampleSize(request: PlanSampleSizeRequest): Promise<PlanSampleSizeResponse> {
    const { baseline, effect, standard_deviation: deviation, alpha, power, variants, units_per_day: perDay } = request;
    const wrong = [
      ...(variants !== undefined && !(variants >= 2 && variants <= 20)
        ? [{ field: 'variants', description: 'must be 2 to 20' }]
        : []),
      ...(alpha !== undefined && !(alpha > 0 && alpha < 0.5)
        ? [{ field: 'alpha', description: 'must be above 0 and below .5' }]
        : []),
      ...(power !== undefined && !(power > 0 && power < 1)
        ? [{ field: 'power', description: 'must be above 0 and below 1' }]
        : []),
      ...(perDay !== undefined && !(perDay > 0) ? [{ field: 'units_per_day', description: 'must be above 0' }] : []),
      ...(deviation !== undefined && !(deviation > 0)
        ? [{ field: 'standard_deviation', description: 'must be above 0' }]
        : []),
    ];
    if (wrong.length > 0) throw invalidArgument(wrong);
    const metric: PlannedMetric = { mean: baseline, ...(deviation !== undefined && { deviation }) };
    const units = sizeOf(metric, effect, {
      ...(alpha !== undefined && { alpha }),
      ...(power !== undefined && { power }),
      ...(variants !== undefined && { variants }),
    });
    return Promise.resolve({
      units_per_variant: units,
      days: perDay === undefined ? undefined : (units * (variants ?? 2)) / perDay,
    });
  }

  private async inForce(written: Written): Promise<{ readonly experiment: Message }> {
    await this.parts.refresh();
    return this.told(written);
  }

  private told({ experiment, conflicts }: Written): { readonly experiment: Message } {
    return { experiment: toExperimentMessage(experiment, this.parts.now(), conflicts) };
  }
}

function sizeOf(metric: PlannedMetric, effect: number, target: Parameters<typeof sampleSize>[2]): number {
  try {
    const units = sampleSize(metric, effect, target);
    if (Number.isSafeInteger(units)) return units;
    throw new RangeError('No number of units that can be counted finds it: give a larger effect, or other numbers.');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidArgument([{ field: 'effect', description: error.message }]);
  }
}

function isAction(action: string): action is keyof typeof transitions {
  return Object.hasOwn(transitions, action);
}

function named(author: string): string {
  return author.trim() === '' ? 'unknown' : author.trim().slice(0, 200);
}
