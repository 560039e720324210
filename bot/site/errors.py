"""What can go wrong at the door: a status, a stable key, and a kind sentence."""

from __future__ import annotations

from collections.abc import Callable

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.log import error_logger
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.storage import DatabaseBusy
from bot.transcript import ConversationGone


class DoorError(SanicException):
    """A request that cannot be done; the citizen reads `message`."""

    def __init__(self, status: int, error: str, message: str, retry_after: int | None = None, **more: object) -> None:
        """Makes the error; `more` goes along in the body."""
        super().__init__(message, status_code=status)
        self.more = more
        self.error = error
        self.message = message
        self.retry_after = retry_after


def bad_request(message: str, error: str = "bad_request") -> DoorError:
    """Returns a 400."""
    return DoorError(400, error, message)


def unknown_conversation() -> DoorError:
    """Returns the 404 for a conversation that does not exist or belongs to somebody else: nobody learns which."""
    return DoorError(404, "unknown_conversation", "Dit gesprek bestaat niet of niet meer. Begin een nieuw gesprek.")


def error_response(error: DoorError) -> HTTPResponse:
    """Returns the error as the contract has it."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    body = {"error": error.error, "message": error.message, **error.more}
    return json(body, status=error.status_code, headers=headers)


API = "/chat/"  # the addresses that only programs ask for, besides those with /api/
Page = Callable[[Request, int, str], HTTPResponse]
GENERAL = {
    400: ("bad_request", "Dit bericht kon ik niet lezen. Probeer het nog een keer."),
    404: ("not_found", "Deze pagina bestaat niet. Misschien klopt het adres niet helemaal."),
    405: ("method_not_allowed", "Dat kan hier niet."),
    408: ("timeout", "Het duurde te lang. Probeer het nog een keer."),
    413: ("too_long", "Je bericht is te lang. Maak het korter en verstuur het opnieuw."),
}


def wants_page(request: Request | None) -> bool:
    """Tells whether somebody looks at this in a browser, instead of a program that called an API."""
    if request is None or request.path.startswith(API) or "/api/" in request.path:
        return False
    return "text/html" in request.headers.get("accept", "")


def install(app: Sanic, page: Page) -> None:
    """Makes the app answer every error with a kind sentence: as JSON, and in a browser on a page.

    Args:
        app: the app.
        page: makes that page.
    """

    def answer(request: Request | None, error: DoorError) -> HTTPResponse:
        said = error_response(error)
        if request is None or not wants_page(request):
            return said
        shown = page(request, error.status_code, error.message)
        if "Retry-After" in said.headers:
            shown.headers["Retry-After"] = said.headers["Retry-After"]
        return shown

    @app.exception(DoorError)
    async def on_door_error(request: Request, error: DoorError) -> HTTPResponse:
        return answer(request, error)

    @app.exception(DatabaseBusy)
    async def on_busy(request: Request, _error: DatabaseBusy) -> HTTPResponse:
        return answer(
            request,
            DoorError(503, "busy", "Het is even druk. Je bericht is niet verstuurd, probeer het zo nog een keer.", 2),
        )

    @app.exception(ConversationGone)
    async def on_gone(request: Request, _error: ConversationGone) -> HTTPResponse:
        return answer(request, unknown_conversation())

    @app.exception(SanicException)
    async def on_sanic_error(request: Request, error: SanicException) -> HTTPResponse:
        status = getattr(error, "status_code", 500)
        key, message = GENERAL.get(status, ("error", "Er ging iets mis. Probeer het nog een keer."))
        return answer(request, DoorError(status, key, message))

    @app.exception(Exception)
    async def on_any_error(request: Request, error: Exception) -> HTTPResponse:
        # Only the kind of error and the route: an exception's own text may hold a citizen's words.
        route = request.route.path if request is not None and request.route else "?"
        error_logger.error("%s at %s", type(error).__name__, route)
        return answer(request, DoorError(500, "error", "Er ging iets mis bij ons. Probeer het zo nog een keer."))
