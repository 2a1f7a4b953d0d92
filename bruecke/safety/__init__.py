"""Danger in what parents write: found before and apart from any model, answered with reviewed texts.

Detection is a net, not a service: a false alarm shows help, a miss can kill. Every message passes it.
"""

from __future__ import annotations

from bruecke.safety.danger import Danger, detect, load_model
from bruecke.safety.replies import CrisisReply, reply

__all__ = ["CrisisReply", "Danger", "detect", "load_model", "reply"]
