"""The ways on which alerts leave: channels, and the deliverer that empties the outbox into them."""
