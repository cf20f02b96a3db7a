"""The optional language model: asked over HTTP, for review only, never in the way of a crawl."""
