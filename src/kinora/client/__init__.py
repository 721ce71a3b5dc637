"""The Python client: any dialect's server, Kinora or the vendor itself, through the same codecs turned round."""
