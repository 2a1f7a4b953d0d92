"""The bot's process: loads the model, answers on loopback. `python -m bot.server MODEL PORT ACTIONS_PORT`."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any, Awaitable, Callable, Dict

from aiohttp import web

import bot  # noqa: F401  quietens Rasa before it is imported
from bot import remote_action
from bot.channel import BadRequest, Bot, NoReply
from bot.remote_action import ActionFailed, ActionServer

logger = logging.getLogger("bot")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every failure is an error answer; what the parent wrote stays out of it and of the log."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _error(error.status, "http", error.reason)
    except BadRequest as error:
        return _error(400, "bad_request", str(error))
    except (ActionFailed, NoReply) as error:
        logger.error("no answer: %s", error)
        return _error(502, "no_answer", str(error))
    except Exception as error:
        logger.error("failed: %s", _where(error))
        return _error(500, "failed", type(error).__name__)


def _where(error: BaseException) -> str:
    """Kind and place of the first cause, without its message, which may quote a parent."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno}"


async def _body(request: web.Request) -> Dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise BadRequest("the body is no JSON") from None
    if not isinstance(body, dict):
        raise BadRequest("the body is no object")
    return body


async def message(request: web.Request) -> web.Response:
    """POST /message: one turn."""
    body = await _body(request)
    sender, text, choice = body.get("sender"), body.get("text"), body.get("choice")
    context = body.get("context", {})
    if not isinstance(sender, str) or not sender or not isinstance(context, dict):
        raise BadRequest("sender and context are needed")
    if (text is None) == (choice is None) or not isinstance(text or choice or "", str):
        raise BadRequest("either text or choice is needed")
    return web.json_response(await request.app["bot"].answer(sender, text, choice, context))


async def parse(request: web.Request) -> web.Response:
    """POST /parse: what a text means, without a conversation."""
    text = (await _body(request)).get("text")
    if not isinstance(text, str):
        raise BadRequest("text is needed")
    return web.json_response(request.app["bot"].understand_all([text])[0])


async def health(request: web.Request) -> web.Response:
    """GET /health: the model is loaded."""
    return web.json_response({"ready": True})


def create_app(loaded: Bot, action_server: ActionServer) -> web.Application:
    """The three routes around a loaded bot."""
    app = web.Application(middlewares=[errors], client_max_size=64 * 1024)
    app["bot"] = loaded
    app.router.add_post("/message", message)
    app.router.add_post("/parse", parse)
    app.router.add_get("/health", health)

    async def close(_: web.Application) -> None:
        await action_server.close()

    app.on_cleanup.append(close)
    return app


def main(model: str, port: str, actions_port: str) -> None:
    """Serves until SIGTERM."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    remote_action.install()
    action_server = ActionServer(f"http://127.0.0.1:{actions_port}/webhook")
    loaded = Bot(model, action_server)
    loaded.understand_all(["guten tag, mein baby schreit"])  # the first parse fills caches
    web.run_app(create_app(loaded, action_server), host="127.0.0.1", port=int(port), print=None, access_log=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
