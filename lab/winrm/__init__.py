"""A WinRM server for simulated nodes: many endpoints in one process, on loopback addresses only."""
