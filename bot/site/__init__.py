"""The street door: the only process a browser reaches.

It masks, stores and then asks the engine. When that is starting, retraining, killed or slow, a message waits here.
"""
