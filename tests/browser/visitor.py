"""Someone at a browser, with a record of everything that goes wrong meanwhile."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

COMPLAINTS = ("error", "warning")


@dataclass
class Visitor:
    """A window of its own, and what goes wrong in it; nothing is shared with another window."""

    context: BrowserContext
    home: str
    """Address of the site, without a slash at its end."""
    problems: list[str] = field(default_factory=list)
    expected: set[tuple[str, int]] = field(default_factory=set)
    """Addresses whose failure is what the test wants, with the status."""

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.context.on("console", self._hear)
        self.context.on("weberror", self._hear_error)
        self.context.on("request", self._see_request)
        self.context.on("requestfailed", self._see_failure)
        self.context.on("response", self._see_response)

    def open(self, path: str, status: int = 200) -> Page:
        """The page at a path, which has to answer with that status."""
        self.answer(path, status)
        return self.page

    def answer(self, path: str, status: int = 200) -> Response:
        """Open the page at a path, which has to answer with that status, and tell its answer."""
        address = f"{self.home}{path}"
        self.expected.add((address, status))
        response = self.page.goto(address)
        assert response, f"{path} is where the browser was already"
        assert response.status == status, f"{path} answers {response.status}"
        return response

    def told(self) -> list[str]:
        """Every problem since it was last asked for."""
        problems, self.problems = self.problems, []
        return problems

    def leave(self) -> list[str]:
        """Close the window and tell every problem."""
        self.context.close()
        return self.problems

    def _hear(self, message: ConsoleMessage) -> None:
        told_as_response = message.text.startswith("Failed to load resource: the server responded")
        if message.type in COMPLAINTS and not told_as_response:
            self.problems.append(f"console {message.type}: {message.text}")

    def _hear_error(self, error: WebError) -> None:
        self.problems.append(f"script error: {error.error}")

    def _see_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:", "blob:")):
            self.problems.append(f"outside request: {request.url}")

    def _see_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what a download, or leaving a page before it is whole, looks like
            self.problems.append(f"failed request: {request.url} ({request.failure})")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400 and (response.url, response.status) not in self.expected:
            self.problems.append(f"status {response.status}: {response.url}")
