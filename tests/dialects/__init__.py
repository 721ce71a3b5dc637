"""The dialects, spoken to as a server and as a client would, without any HTTP."""
