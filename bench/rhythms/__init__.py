"""What bench/rhythm.py is made of: invented sources, and who asks them in which rhythm."""
