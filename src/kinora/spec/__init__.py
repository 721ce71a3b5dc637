"""The ground that every other room stands on: frozen values and the error tree, on the standard library alone."""
