"""A better model, from questions to citizens: train, compare, publish without anybody noticing, and go back."""
