"""The sandbox for clients' SQL: worker processes that can be killed, an authorizer, limits, and a fair queue."""
