"""Alembic's migrations: package data, run by :mod:`database.session` without an ``alembic.ini``."""
