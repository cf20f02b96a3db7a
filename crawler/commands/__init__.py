"""Commands of ``scrapy`` for who adds a source: ``scrapy record`` and ``scrapy declare``."""
