"""Who is who: exact ids first, other names next, keys made of name and place last; never a guess."""
