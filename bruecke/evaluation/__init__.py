"""How well messages are understood that nobody trained on: `bruecke eval`."""
