"""Measures the chatbot on questions with a known topic: through the real door, in figures, a table and a picture."""
