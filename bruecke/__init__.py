"""Brücke: the chat for parents. The wiring lives in `app.py` and `cli.py`."""
