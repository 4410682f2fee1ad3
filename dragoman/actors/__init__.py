"""Who is who: the knowledge base of actors (`kb/`, plain tables), compiled to an index of name forms."""
