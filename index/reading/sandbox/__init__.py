"""Reading a file in a worker process that may do nothing else."""
