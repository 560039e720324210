"""The street door: the only process a browser reaches.

It masks, stores and then asks the engine. When the engine is starting, retraining, killed or slow, a message waits here.
"""
