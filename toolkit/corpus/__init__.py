"""Corpora to train translation on: filtered, without duplicates, split without leaks, every pair accounted for."""
