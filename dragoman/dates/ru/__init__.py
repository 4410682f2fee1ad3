"""Russian words of time: what their endings and their order say."""
