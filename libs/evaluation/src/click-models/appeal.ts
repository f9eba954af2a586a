/** How one result strikes a shopper who looks at it. */
export interface Appeal {
  /** Probability that it is clicked when it is looked at. */
  readonly attraction: number;
  /** Probability that, once clicked, it ends the search: the shopper has what was wanted. */
  readonly satisfaction: number;
}

export interface AppealOptions {
  /** Attraction of grade 0 and of products that nobody judged: clicks by mistake and out of curiosity. @defaultValue 0.02 */
  readonly least?: number;
  /** Attraction of the best grade. @defaultValue 0.4 */
  readonly most?: number;
  /** Satisfaction of the best grade; grade 0 satisfies nobody. @defaultValue 0.7 */
  readonly satisfied?: number;
}

/**
 * Relevance of a grade, 0 to 1: (2^grade - 1) / (2^best - 1), the gain of NDCG taken as a probability, as in Chapelle,
 * Metzler, Zhang and Grinspan, "Expected reciprocal rank for graded relevance", CIKM 2009. Grade 0, negative grades and
 * undefined (not judged) have none.
 */
export function gradeRelevance(grade: number | undefined, best: number): number {
  if (grade === undefined || !(grade > 0) || best <= 0) return 0;
  return Math.min(1, (2 ** grade - 1) / (2 ** best - 1));
}

/**
 * Attraction rises linearly with the relevance from `least` to `most`: the click noise of Ai, Bi, Luo, Guo and Croft,
 * "Unbiased learning to rank with unbiased propensity estimation", SIGIR 2018. Satisfaction is `satisfied` * relevance.
 */
export function appealOf(relevance: number, { least = 0.02, most = 0.4, satisfied = 0.7 }: AppealOptions = {}): Appeal {
  return { attraction: least + (most - least) * relevance, satisfaction: satisfied * relevance };
}
