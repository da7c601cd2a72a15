"""Properties that hold for whatever is given, tried with made-up examples."""
