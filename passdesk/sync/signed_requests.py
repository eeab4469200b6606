"""RFC 9421: what of a request a journal's key signs, the same for desk and server."""

COMPONENTS = ("@method", "@path", "@query", "content-digest")
TAG = "passdesk/1"
LABEL = "passdesk"
LONGEST_AGE_S = 300
