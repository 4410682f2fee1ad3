"""English words of time: what their order and the small words between them say."""
