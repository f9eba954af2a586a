/** One wrong field of a request. */
export interface Violation {
  readonly field: string;
  readonly description: string;
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly violations?: readonly Violation[];
  readonly cause?: unknown;
}

/** What the server refused or failed, in its own words, or that it could not be reached. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** As the gRPC status is called, or `UNREACHABLE`. */
  readonly code: string;
  readonly violations: readonly Violation[];

  constructor({ code, message, violations = [], cause }: Told) {
    super(message, { cause });
    this.code = code;
    this.violations = violations;
  }

  static async of(response: Response): Promise<Problem> {
    const body: unknown = await response.json().catch(() => undefined);
    if (isTold(body)) return new Problem(body);
    return new Problem({
      code: 'UNKNOWN',
      message: `${response.url} answered ${response.status} ${response.statusText}.`,
    });
  }

  static unreachable(cause: unknown): Problem {
    return new Problem({
      code: 'UNREACHABLE',
      message: 'The server does not answer. What is shown may be out of date; it is asked again.',
      cause,
    });
  }

  /** What is wrong with a field, for the form that has it. */
  about(field: string): string | undefined {
    const about = this.violations.filter((violation) => violation.field === field);
    return about.length === 0 ? undefined : about.map(({ description }) => description).join('; ');
  }
}

function isTold(body: unknown): body is Told {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}
