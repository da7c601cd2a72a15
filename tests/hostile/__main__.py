"""`python -m tests.hostile FILE`: attack a server of a knowledge base, and tell what it cost."""

import sys
from pathlib import Path

from tests.hosting import nginx

from .cases import cases
from .server import all_sent, attacked_server


def main() -> None:
    """Print a line for each request, and the most that any of them took."""
    with attacked_server(Path(sys.argv[1])) as server:
        answers, watch = all_sent(server)
    for case in cases():
        if case.name not in answers:
            sys.stdout.write(f"left out, {nginx.NONE_HERE}: {case.name}\n")
            continue
        answer = answers[case.name]
        told = (
            ""
            if case.allows(answer.status) and case.says in answer.text
            else f"  WRONG, wanted {case.statuses} {case.says}"
        )
        sys.stdout.write(f"{answer.status:4} {answer.seconds * 1000:6.0f} ms  {case.name}{told}\n")
    slowest = max(answer.seconds for answer in answers.values())
    sys.stdout.write(
        f"{len(answers)} requests; slowest {slowest:.2f} s; memory grew by {watch.growth / 1e6:.0f} MB from "
        f"{watch.memory[0] / 1e6:.0f} MB; {len(watch.waits)} ordinary pages beside it, {watch.failures} failed, "
        f"slowest {max(watch.waits) * 1000:.0f} ms\n"
    )


if __name__ == "__main__":
    main()
