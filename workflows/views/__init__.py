"""Pages of work: one small file per page."""
