"""Plants faults in SQL and Python, one at a time, and runs the tests that should see them: mutation testing.

`python -m tests.planted --sample 20 --seed 3 --only sql` plants twenty in a copy of the checkout and shows the
difference of each that no test saw. A record of what each test runs (`tests.planted.recorder`) makes it choose: with
`--record FILE` a fault is tried against the tests that run its function or read its table, whatever their folder, for
as many tests and as long as `choice` says; without one against the folders that `rooms` names. What no test sees is
shown to the type checker, which CI runs as well; the report counts what it refuses apart.
"""
