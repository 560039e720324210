"""Starts everything: checks the machine, trains if needed, runs engine, actions and site under one supervisor."""
