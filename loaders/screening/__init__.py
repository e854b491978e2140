"""Lists of applicants that are screened and handed back: the same file, with columns appended."""
