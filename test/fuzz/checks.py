"""What schemathesis looks for in every answer beside its own checks (loaded by `http.spec.ts`)."""

import os
import re

import schemathesis
from schemathesis import Case, CheckContext, Response

INSIDE = re.compile(os.environ["FUZZ_INSIDE"])


@schemathesis.check
def nothing_of_the_inside(ctx: CheckContext, response: Response, case: Case) -> None:
    """No line of a stack trace, no path of the installation or of its data."""
    shown = INSIDE.search(response.text)
    assert shown is None, f"the answer shows {shown[0]}"


@schemathesis.check
def no_fault(ctx: CheckContext, response: Response, case: Case) -> None:
    """No 5xx but the one for a deadline that the request itself has set."""
    is_late = (
        response.status_code == 504
        and "DEADLINE_EXCEEDED" in response.text
        and "deadline_ms" in str(case.body)
    )
    assert response.status_code < 500 or is_late, (
        f"{response.status_code}: {response.text[:500]}"
    )
