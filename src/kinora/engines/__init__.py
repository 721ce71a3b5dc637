"""Engines: each turns a Plan and its inputs into a Clip. Loaded by name, in a process of their own."""
