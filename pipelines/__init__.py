"""DECIDE: pure rules over frozen values; no Scrapy, no SQL, no clock, no network."""
