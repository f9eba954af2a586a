/** How a system of the chaos suite is started. */
export interface SystemOptions {
  /** Of all that is drawn. */
  readonly seed: number;
  /** Settings of the Plan. */
  readonly plan: readonly string[];
  /** Processes of `search` and of `ranker`. */
  readonly processes: number;
}

/** The long form, which writes docs/reliability.md: `CHAOS_FULL=1`. */
export const isFull = process.env['CHAOS_FULL'] === '1';

/** Only the faults that have this in their name. */
export const only = process.env['CHAOS_ONLY'];

/** Four times the default Plan's times: what is measured shares its cores with what measures it. */
const measured = budgets({ deadline: 1000, encode: 160, retrieval: 240, ranker: 160, reranker: 480 });

/** Beside other work a machine may be slow without any fault: for the short form, and with `CHAOS_PATIENT=1`. */
const patient = budgets({
  deadline: 15_000,
  encode: 2000,
  retrieval: 4000,
  ranker: 2000,
  reranker: 3000,
});

export const systemOptions: SystemOptions = {
  seed: Number(process.env['CHAOS_SEED'] ?? 1),
  plan: isFull && process.env['CHAOS_PATIENT'] !== '1' ? measured : patient,
  // Each takes seconds to start.
  processes: isFull || only !== undefined ? 2 : 1,
};

type Budget = 'deadline' | 'encode' | 'retrieval' | 'ranker' | 'reranker';

function budgets(ms: Readonly<Record<Budget, number>>): string[] {
  return [
    ...[`plan.deadline_ms=${ms.deadline}`, `plan.retrieval.encode_budget_ms=${ms.encode}`],
    ...[`plan.retrieval.budget_ms=${ms.retrieval}`, `plan.ranker.budget_ms=${ms.ranker}`],
    `plan.reranker.budget_ms=${ms.reranker}`,
  ];
}
