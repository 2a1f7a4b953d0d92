"""The action server: what the bot asks the catalogue for. Thin; the catalogue decides."""
