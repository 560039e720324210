"""What hangs on Rasa's official sockets: graph components, the channel and the tracker store.

The only place that imports rasa.
"""
