"""FETCH: Scrapy, the source declarations, and the hand-over of bytes to the rules and of reports to the store."""
