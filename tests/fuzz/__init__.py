"""Hostile input: files made by mutation, and what must hold of secon for every one of them."""
