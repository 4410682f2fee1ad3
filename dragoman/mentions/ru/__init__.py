"""How far Russian roles, organs and names reach."""
