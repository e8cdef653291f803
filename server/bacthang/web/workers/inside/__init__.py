"""What runs in a worker: a program of its own, which knows the engine and nothing else of ours.

It is started by the path of this folder, so that a worker loads neither Flask nor rdflib nor the
rest of this package; what it imports is the standard library, the engine, and its neighbours here.
"""
