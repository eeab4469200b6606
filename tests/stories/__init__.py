"""One file a story: what people live through with Passdesk, each step asserted."""
