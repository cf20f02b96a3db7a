"""The catalogue: one file per outlet, nothing else."""
