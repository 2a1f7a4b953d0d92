"""The action server's process: rasa-sdk's executor behind one loopback route.

rasa-sdk's own server answers a failed action with the request's body, which Rasa then logs: the
parent's text would stand in the log. Here an error says which action failed and nothing else.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import offers, source, talk

logger = logging.getLogger("actions")

ACTIONS = (
    offers.ActionOffers,
    offers.ActionMore,
    talk.ActionOfferTopics,
    talk.ActionSkip,
    talk.ActionForget,
    talk.ActionStartOver,
    talk.ActionDetail,
    talk.ActionYouthOfficeFear,
)


def _error(status: int, action: str, reason: str) -> web.Response:
    return web.json_response({"action_name": action, "error": reason}, status=status)


async def webhook(request: web.Request) -> web.Response:
    """POST /webhook: runs one action (Rasa's protocol)."""
    call: dict[str, Any] = await request.json()
    action = str(call.get("next_action"))
    try:
        result = await request.app[EXECUTOR].run(call)
    except ActionExecutionRejection:
        return _error(400, action, "rejected")
    except ActionNotFoundException:
        return _error(404, action, "unknown action")
    except Exception as error:
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
        logger.error("%s failed: %s at %s", action, type(error).__name__, where)
        return _error(500, action, type(error).__name__)
    return web.json_response(result.model_dump() if result else None)


async def health(request: web.Request) -> web.Response:
    """GET /health: the catalogue is loaded."""
    return web.json_response({"status": "ok", "offers": len(source.catalogue().offers)})


EXECUTOR = web.AppKey("executor", ActionExecutor)


def create_app(catalogue: Path) -> web.Application:
    """The application over the catalogue at this path; CatalogueError when it is broken."""
    source.use(catalogue)
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    app = web.Application(client_max_size=256 * 1024)
    app[EXECUTOR] = executor
    app.router.add_post("/webhook", webhook)
    app.router.add_get("/health", health)
    return app
