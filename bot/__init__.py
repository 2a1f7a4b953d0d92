"""Rasa's room (Python 3.10). Importing it first keeps Rasa and TensorFlow quiet and at home."""

import logging
import os
import warnings

import structlog

os.environ["RASA_TELEMETRY_ENABLED"] = "false"  # it is on by default (standards P1)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # the content hash of `bruecke train` is the only cache
# Rasa and its libraries warn by the dozen and switch filters back on; no operator can act on it.
warnings.showwarning = lambda *_, **__: None

# Unset, structlog prints at debug level: parents' messages among it (standards P10).
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
