# SPDX-License-Identifier: EUPL-1.2
"""A catalogue that follows its file, for processes that live long."""

import threading
from pathlib import Path

from bruecke.catalogue.catalogue import Catalogue
from bruecke.catalogue.loader import load_catalogue
from bruecke.catalogue.problems import CatalogueError

_Stamp = tuple[int, int, int]


class CatalogueSource:
    """The newest valid catalogue of a file.

    A thread looks at the file once in `interval` seconds and reads it when it changed, so that `current()` costs
    nothing and may be called inside an event loop. A broken file changes nothing: the last good catalogue stays, and
    `error` says what is wrong until the file is mended.
    """

    def __init__(self, path: Path, interval: float = 1.0) -> None:
        """Loads at once; CatalogueError when the file is not valid."""
        self._path = path
        self._interval = interval
        self._stamp = self._look()
        self._catalogue = load_catalogue(path)
        self._error: str | None = None
        self._reading = threading.Lock()
        self._stop = threading.Event()
        threading.Thread(target=self._watch, name="catalogue", daemon=True).start()

    @property
    def error(self) -> str | None:
        """What keeps the file from being used, or None."""
        return self._error

    def current(self) -> Catalogue:
        """The newest valid catalogue. Never blocks."""
        return self._catalogue

    def refresh(self) -> Catalogue:
        """Looks at the file now, reads it when it changed, and gives the result. Blocks while reading."""
        with self._reading:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._read()
        return self._catalogue

    def close(self) -> None:
        """Stops following the file."""
        self._stop.set()

    def _read(self) -> None:
        try:
            self._catalogue = load_catalogue(self._path)
        except CatalogueError as error:
            self._error = str(error)
        except Exception as error:  # a fault of ours must not end the watch unseen
            self._error = f"{self._path.name}: {error!r}"
        else:
            self._error = None

    def _watch(self) -> None:
        while not self._stop.wait(self._interval):
            self.refresh()

    def _look(self) -> _Stamp | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino
