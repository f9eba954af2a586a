import {
  ApiError,
  type Call,
  type FieldViolation,
  invalidArgument,
  type RankRequest,
  type RankResponse,
} from '@weir/contracts';
import type { Models, Ranker } from '../parts.js';

const mostRows = 10_000;

/** The second stage by itself, as the API offers it: rows of features to scores. */
export class RankerApi {
  constructor(private readonly models: Pick<Models, 'ranker' | 'refusal'>) {}

  /** @throws ApiError INVALID_ARGUMENT naming every wrong field, NOT_FOUND for a model that is not there */
  async rank(request: RankRequest, { remainingMs = Infinity, signal }: Call): Promise<RankResponse> {
    const begun = performance.now();
    const { model, rows } = request;
    if (model === '') throw invalidArgument([{ field: 'model', description: 'must be given, as name@version' }]);
    const refusal = await this.models.refusal('ranker.model', model);
    if (refusal !== undefined) throw new ApiError('NOT_FOUND', `model: ${refusal}`);
    const ranker = await this.models.ranker(model);
    const matrix = matrixOf(request);
    check(matrix, rows, ranker);
    const patience = { remainingMs: () => remainingMs - (performance.now() - begun), signal };
    const scores = await ranker.score(matrix, rows, patience);
    return { scores: [...scores], contributions: request.contributions ? contributionsOf(ranker, matrix) : [] };
  }
}

function matrixOf({ values, packed }: RankRequest): Float64Array {
  if (values.length > 0 && packed.length > 0)
    throw invalidArgument([{ field: 'packed', description: 'give either values or packed, not both' }]);
  if (packed.length % Float64Array.BYTES_PER_ELEMENT !== 0)
    throw invalidArgument([{ field: 'packed', description: 'must be whole float64 numbers of 8 bytes' }]);
  // A copy, as bytes of a message begin anywhere.
  return packed.length > 0 ? new Float64Array(new Uint8Array(packed).buffer) : Float64Array.from(values);
}

function check(values: Float64Array, rows: number, { features }: Ranker): void {
  const violations: FieldViolation[] = [];
  if (rows < 1 || rows > mostRows) violations.push({ field: 'rows', description: `must be 1 to ${mostRows}` });
  else if (values.length !== rows * features.length)
    violations.push({
      field: 'values',
      description: `must be ${rows} rows of ${features.length} features, ${rows * features.length} numbers, and are ${values.length}`,
    });
  if (violations.length > 0) throw invalidArgument(violations);
}

function contributionsOf(ranker: Ranker, matrix: Float64Array): number[] {
  const width = ranker.features.length;
  const all: number[] = [];
  for (let row = 0; row < matrix.length; row += width)
    all.push(...ranker.contributions(matrix.subarray(row, row + width)));
  return all;
}
