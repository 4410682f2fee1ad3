"""Reported speech of English: constructions propose, weights learnt from annotated news choose."""
