"""Where visitors' SQL runs: in processes of its own that can be ended, behind a guard, with each client in its turn."""
