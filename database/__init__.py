"""STORE: the only importer of SQLAlchemy."""
