"""The room that opens media bytes: fetching, sniffing, probing, encoding, storing and signing links to files."""
