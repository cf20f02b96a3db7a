"""What outlets have in common that run the same software: entry points and selectors, with a value per site."""
