"""The bundled, fictional outlets, served on loopback."""
