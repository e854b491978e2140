"""From sources to checked records: extract, map, clean, check, write."""
