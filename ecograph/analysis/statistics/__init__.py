"""Published statistics: numbers in, numbers out. Nothing here knows an ecosystem."""
