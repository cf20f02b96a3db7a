"""What a language model may propose about an article, and what of its answer the text bears out. No network here."""
