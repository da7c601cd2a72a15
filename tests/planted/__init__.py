"""Plants faults in SQL and Python, one at a time, and runs the tests that should see them: mutation testing.

`python -m tests.planted --sample 20 --seed 3 --only sql` plants twenty in a copy of the checkout and shows the
difference of each that no test saw. It runs the folders of tests that `rooms` names; with `--record FILE`, a record of
what each test runs, rather the tests that run the function of the fault or read its table, whatever their folder: the
likely ones first, and more where these do not see it. A record takes one run of the tests:

    python -m pytest -m "not slow and not soak" -p tests.planted.recorder --record FILE tests/site tests/queries …

What no test sees is shown to the type checker, which CI runs as well; the report counts what that refuses apart.
"""
