# SPDX-License-Identifier: EUPL-1.2
"""Numbers for the operator, in Prometheus's form. Labels are routes and a few words, never an id or content."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from bruecke.conversation.listeners import Listeners

_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """Everything that is counted in this process. Also the conversation's `Meter`."""

    def __init__(self, listeners: Listeners) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        self._events = Counter("bruecke_events", "what happened", ["event", "kind"], registry=self._registry)
        self._requests = Counter(
            "bruecke_requests", "answered calls", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "bruecke_seconds", "how long it took", ["what"], registry=self._registry, buckets=_SECONDS
        )
        listening = Gauge("bruecke_listeners", "open sockets and long polls", registry=self._registry)
        listening.set_function(lambda: len(listeners))

    def count(self, event: str, kind: str = "") -> None:
        """See `bruecke.conversation.tools.Meter`."""
        self._events.labels(event, kind).inc()

    def took(self, what: str, seconds: float) -> None:
        """See `bruecke.conversation.tools.Meter`."""
        self._seconds.labels(what).observe(seconds)

    def answered(self, method: str, route: str, status: int) -> None:
        """Count an answered call."""
        self._requests.labels(method, route, str(status)).inc()

    def text(self) -> bytes:
        """All numbers. Reads files of the kernel: call it in a thread."""
        return generate_latest(self._registry)
