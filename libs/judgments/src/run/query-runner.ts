import type { Cascade, PartialPlan, PlanResult as LaidPlan } from '@weir/cascade';
import { ApiError, invalidArgument, toApiError } from '@weir/contracts';
import type { Judgments } from '@weir/evaluation';
import { type JudgmentBook, judgmentsOf } from '../judgment-book.js';
import { queryId } from '../query-id.js';
import type { KeptQuery, QuerySetBook } from '../query-set-book.js';
import { differencesOf, meansOf, measuresOf, quantile } from './compare.js';
import type { PlanResult, QueryRunRecord, RunMeasures, RunPlan, RunQueryResult } from './query-run.js';
import { RunBook } from './run-book.js';

export interface QueryRunnerParts {
  readonly judgments: JudgmentBook;
  readonly querySets: QuerySetBook;
  readonly runs: RunBook;
  readonly cascade: Pick<Cascade, 'trace'>;
  /** The base Plan with a partial one laid over it. */
  readonly layPlan: (partial: PartialPlan, path: string) => Promise<LaidPlan>;
  /** Wall clock, ms since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Told when a run has come further. */
  readonly changed: () => void;
  /** Told why a run failed, and of what could not be written. */
  readonly onFault: (error: unknown) => void;
}

/** A run to begin. */
export interface RunRequest {
  readonly querySet: string;
  readonly plans: readonly { readonly name: string; readonly plan: PartialPlan }[];
  /** Empty: the query set's own. */
  readonly judgmentSet: string;
  readonly who: string;
}

interface Search extends KeptQuery {
  readonly judgments: Judgments;
}

interface Found {
  readonly measures: RunMeasures;
  readonly ms: number;
  readonly degraded: boolean;
}

/** Searches of a run under way at once. They have no deadline, and models take what has one first. */
const together = 2;
/** A run says this often that it goes on, ms. */
const beatMs = 3000;
/** One that says nothing for so long has lost its process, ms. */
const longestSilenceMs = 60_000;

/** Runs Plans over query sets, one run at a time. */
export class QueryRunner {
  private last: Promise<unknown> = Promise.resolve();
  private readonly own = new Map<string, { readonly stop: AbortController; done: number }>();

  constructor(private readonly parts: QueryRunnerParts) {}

  /** @throws ApiError INVALID_ARGUMENT naming every wrong field, FAILED_PRECONDITION where nothing is judged */
  async start(request: RunRequest): Promise<QueryRunRecord> {
    const { judgments, querySets, runs, clock } = this.parts;
    const { set, queries } = await querySets.get(request.querySet);
    const key = request.judgmentSet === '' ? set.judgment_set : request.judgmentSet;
    if (key === '') throw invalidArgument([{ field: 'judgment_set', description: `${set.key} names none: give one` }]);
    const plans = await this.laid(request);
    const graded = new Map((await judgments.all(key)).map((query) => [queryId(query.query), judgmentsOf(query)]));
    const searches = queries.flatMap((query): Search[] => {
      const found = graded.get(queryId(query.text));
      return found === undefined ? [] : [{ ...query, judgments: found }];
    });
    if (searches.length === 0)
      throw new ApiError(
        'FAILED_PRECONDITION',
        `No query of ${set.key} has a grade in ${key}: grade some of their products first.`,
      );
    const now = clock();
    const run = await runs.change(
      {
        ...{ id: RunBook.idOf(set.key, this.parts.newId()), query_set: set.key, judgment_set: key, state: 'running' },
        ...{ author: request.who, started_at: now, seen_at: now, plans, differences: [], detail: '' },
        ...{ queries: searches.length, queries_done: 0, queries_unjudged: queries.length - searches.length },
      },
      'start',
    );
    this.own.set(run.id, { stop: new AbortController(), done: 0 });
    const unjudged = queries.filter(({ text }) => !graded.has(queryId(text)));
    this.last = this.last.then(() => this.carryOut(run, searches, unjudged));
    return run;
  }

  /**
   * A run as it is now.
   * @throws ApiError NOT_FOUND
   */
  async get(id: string): Promise<QueryRunRecord> {
    return this.asOfNow(await this.parts.runs.get(id));
  }

  async list(querySet: string): Promise<readonly QueryRunRecord[]> {
    await this.parts.querySets.get(querySet);
    return (await this.parts.runs.list(querySet)).map((run) => this.asOfNow(run));
  }

  /** Ends a run, of whichever process. */
  async cancel(id: string): Promise<QueryRunRecord> {
    const now = this.parts.clock();
    const run = await this.parts.runs.change(await this.parts.runs.get(id), 'cancel', {
      ...{ state: 'cancelled', ended_at: now, seen_at: now },
    });
    this.own.get(id)?.stop.abort();
    this.parts.changed();
    return run;
  }

  private asOfNow(run: QueryRunRecord): QueryRunRecord {
    if (run.state !== 'running') return run;
    const own = this.own.get(run.id);
    if (own !== undefined) return { ...run, queries_done: own.done };
    if (this.parts.clock() - run.seen_at < longestSilenceMs) return run;
    return { ...run, state: 'failed', ended_at: run.seen_at, detail: 'The process that ran it ended: run it again.' };
  }

  private async laid({ plans }: RunRequest): Promise<readonly RunPlan[]> {
    if (plans.length < 1 || plans.length > 2)
      throw invalidArgument([{ field: 'plans', description: `must be one or two, and are ${plans.length}` }]);
    const laid = await Promise.all(plans.map(({ plan }, at) => this.parts.layPlan(plan, `plans[${at}].plan`)));
    const wrong = [
      ...plans.flatMap(({ name }, at) =>
        name.trim() !== '' && name.length <= 60
          ? []
          : [{ field: `plans[${at}].name`, description: 'must be 1 to 60 characters' }],
      ),
      ...laid.flatMap(({ violations = [] }) => violations),
    ];
    if (wrong.length > 0) throw invalidArgument(wrong);
    return plans.map(({ name, plan }, at) => ({ name: name.trim(), plan, whole_plan: laid[at]!.plan! }));
  }

  /** Never rejects: how it ends is kept with the run. */
  private async carryOut(
    run: QueryRunRecord,
    searches: readonly Search[],
    unjudged: readonly KeptQuery[],
  ): Promise<void> {
    const { runs, clock, changed, onFault } = this.parts;
    const own = this.own.get(run.id)!;
    const beat = setInterval(() => {
      void runs.change(run, 'progress', { queries_done: own.done, seen_at: clock() }).then(({ state }) => {
        // Another process was told to end it.
        if (state !== 'running') own.stop.abort();
        changed();
      }, onFault);
    }, beatMs);
    beat.unref();
    try {
      const found = await this.searchAll(run, searches);
      if (found === undefined) return;
      await this.conclude(run, searches, { found, unjudged });
    } catch (error) {
      onFault(error);
      const detail = toApiError(error).message;
      await runs.change(run, 'fail', { state: 'failed', detail, ended_at: clock(), seen_at: clock() }).catch(onFault);
    } finally {
      clearInterval(beat);
      this.own.delete(run.id);
      changed();
    }
  }

  /** What each query found by each Plan; undefined where the run was ended. */
  private async searchAll(
    run: QueryRunRecord,
    searches: readonly Search[],
  ): Promise<readonly (readonly Found[])[] | undefined> {
    const own = this.own.get(run.id)!;
    const { signal } = own.stop;
    const found: (readonly Found[])[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < searches.length && !signal.aborted) {
        const at = next++;
        const ofQuery: Found[] = [];
        for (const plan of run.plans) ofQuery.push(await this.search(searches[at]!, plan, signal));
        found[at] = ofQuery;
        own.done++;
      }
    };
    try {
      await Promise.all(Array.from({ length: together }, worker));
    } catch (error) {
      if (!signal.aborted) {
        // The other worker ends with this one.
        own.stop.abort();
        throw error;
      }
    }
    return signal.aborted ? undefined : found;
  }

  private async search(
    { text, judgments }: Search,
    { whole_plan: plan }: RunPlan,
    signal: AbortSignal,
  ): Promise<Found> {
    const { orders, timings, degraded } = await this.parts.cascade.trace({ query: text, plan }, { signal });
    return {
      measures: measuresOf(orders.rerank, judgments),
      ms: timings.reduce((sum, { ms }) => sum + ms, 0),
      degraded: degraded.length > 0,
    };
  }

  private async conclude(
    run: QueryRunRecord,
    searches: readonly Search[],
    { found, unjudged }: { readonly found: readonly (readonly Found[])[]; readonly unjudged: readonly KeptQuery[] },
  ): Promise<void> {
    const { runs, clock } = this.parts;
    const results = searches.map(({ id, text, judgments }, at): RunQueryResult => ({
      ...{ id, query: text, judged: judgments.size },
      measures: found[at]!.map(({ measures }) => measures),
    }));
    const plans = run.plans.map((plan, at): PlanResult => {
      const ofPlan = found.map((each) => each[at]!);
      const times = ofPlan.map(({ ms }) => ms);
      return {
        ...plan,
        means: meansOf(ofPlan.map(({ measures }) => measures)),
        ...{ p50_ms: quantile(times, 0.5), p95_ms: quantile(times, 0.95) },
        degraded: ofPlan.filter(({ degraded }) => degraded).length,
      };
    });
    const without = unjudged.map(({ id, text }): RunQueryResult => ({ id, query: text, judged: 0, measures: [] }));
    await runs.keepQueries(run, [...results, ...without]);
    await runs.change(run, 'finish', {
      ...{ state: 'done', plans, queries_done: results.length, ended_at: clock(), seen_at: clock() },
      differences: plans.length === 2 ? differencesOf(results) : [],
    });
  }
}
