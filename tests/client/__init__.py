"""The Python client, against a served Kinora."""
