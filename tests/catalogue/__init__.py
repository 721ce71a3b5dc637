"""The catalogue: models as data, against figures typed once from the vendors' pages."""
