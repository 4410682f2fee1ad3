"""What only Russian grammar knows of reported speech: each module is one family of constructions."""
