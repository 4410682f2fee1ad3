"""Russian: how a frame is filled, whether an entry holds, status, place and time."""
