"""Frozen types that cross stages, one concept a file."""
