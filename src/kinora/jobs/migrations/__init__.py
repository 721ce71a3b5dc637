"""The steps from each form of the tables to the next, run by alembic. See `schema.py` for who runs them and when.

They only add: a server of the version before keeps working beside the new tables. What it no longer needs is dropped
by a step of a later release.
"""
