"""The sandbox for clients' SQL: a pool of worker processes with time-outs, an authorizer, limits, and a fair queue."""
