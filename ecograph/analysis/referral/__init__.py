"""Referral: who could go where next, by rules first, then by need, then by what others like it did."""
