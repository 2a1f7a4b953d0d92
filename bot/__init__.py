"""Rasa's room (Python 3.10). Importing it first keeps Rasa and TensorFlow quiet and at home."""

import os
import warnings

os.environ["RASA_TELEMETRY_ENABLED"] = "false"  # it is on by default (standards P1)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # the content hash of `bruecke train` is the only cache
warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.filterwarnings("ignore", category=FutureWarning)
