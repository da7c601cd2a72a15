"""Plants faults in SQL and Python, one at a time, and runs the tests that should see them: mutation testing.

`python -m tests.planted --sample 20 --seed 3 --only sql` plants twenty in a copy of the checkout and shows the
difference of each that no test saw.
"""
