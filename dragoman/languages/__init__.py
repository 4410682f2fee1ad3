"""One folder, one language: words and grammar of it. `base` says what every language gives to the other rooms."""
