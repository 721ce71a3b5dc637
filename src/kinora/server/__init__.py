"""HTTP: reads a request, asks the Desk, sends what a dialect makes of the answer. No rule lives here."""
