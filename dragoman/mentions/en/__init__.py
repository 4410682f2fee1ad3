"""How far English roles, organs and names reach."""
