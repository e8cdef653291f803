"""A country to measure on: staircases of any size that look like the real ones, with a ledger.

``sizes`` names how large; ``ladder`` makes committees and their programmes, ``figures`` the values
that they set, ``drafts`` the documents, ``faults`` what is wrong with some of them; ``documents``,
``reference`` and ``reported`` turn these into statements, ``generating`` puts them in order, and
``writing`` writes them. One after the other, nothing is kept: memory does not grow with size.
"""
