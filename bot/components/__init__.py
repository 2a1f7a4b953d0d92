"""Rasa graph components: facts (places, ages), intents, topics."""
