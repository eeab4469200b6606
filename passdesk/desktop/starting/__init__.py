"""From the program's start to an open desk: what may stand in the way, and the wizard where there is no desk yet."""
