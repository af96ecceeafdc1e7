"""The simulated farm."""
