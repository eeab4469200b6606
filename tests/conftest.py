"""Settings for every test: hypothesis draws the same examples each run and times nothing."""

from hypothesis import settings

settings.register_profile("passdesk", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("passdesk")
