"""HTTP, spoken to from outside: a real server process and real clients."""
