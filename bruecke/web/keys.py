# SPDX-License-Identifier: EUPL-1.2
"""What handlers find in the application, typed."""

from __future__ import annotations

from aiohttp import web

from bruecke.conversation.tools import Tools
from bruecke.settings import Settings
from bruecke.web.limits import Limits
from bruecke.web.metrics import Metrics

SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)
TOOLS: web.AppKey[Tools] = web.AppKey("tools", Tools)
LIMITS: web.AppKey[Limits] = web.AppKey("limits", Limits)
METRICS: web.AppKey[Metrics] = web.AppKey("metrics", Metrics)
