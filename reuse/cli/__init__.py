"""The command line: parse, call, render, exit. One file a command."""
