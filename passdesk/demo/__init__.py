"""The whole line with made-up people: drawn portraits, photographed badges, and the run itself."""
