"""One module a page: each takes the request and gives what is shown."""
