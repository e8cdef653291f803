"""The tables of bench/README.md, all from one command: ``python bench/tables``, or ``make bench``.

``cli`` goes through the sizes and the tables and survives those that fail; ``run`` is one such run
with its hour, ``site`` what is made of one size: a country, its store, the servers over it. Each
table is a module that measures and says how: ``building``, ``checking``, ``exporting``,
``fronts``, ``asking``, ``rivals``, ``pages``, ``pushing``. ``processes``, ``timing`` and
``visiting`` measure, ``sheet`` writes.
"""
