import { randomBytes } from 'node:crypto';
import { layPlan } from '@weir/cascade';
import { JudgmentBook, loadJudgmentService, QueryRunner, QuerySetBook, RunBook } from '@weir/judgments';
import type { Log } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import type { Engine } from '../engine.js';

export interface JudgmentServiceParts {
  readonly log: Log;
  /** Told when judgments, query sets or runs have changed. */
  readonly changed: () => void;
}

/** JudgmentService, of a process that has the cascade. */
export async function judgmentServices(
  { cascade, storage, shelf, plan }: Pick<Engine, 'cascade' | 'storage' | 'shelf' | 'plan'>,
  { log, changed }: JudgmentServiceParts,
): Promise<readonly DynamicModule[]> {
  const { JudgmentApi, JudgmentModule } = await loadJudgmentService();
  const { records } = storage;
  const judgments = new JudgmentBook({ records, clock: Date.now });
  const querySets = new QuerySetBook({ records, clock: Date.now });
  const runs = new RunBook(records);
  const runner = new QueryRunner({
    ...{ judgments, querySets, runs, cascade, changed },
    layPlan: (partial, path) => layPlan(shelf, plan(), { partial, path }),
    clock: Date.now,
    newId: () => randomBytes(6).toString('hex'),
    onFault: (err) => {
      log.warn({ err }, 'a run over a query set failed');
    },
  });
  return [JudgmentModule.of(new JudgmentApi({ judgments, querySets, runs, runner, changed }))];
}
