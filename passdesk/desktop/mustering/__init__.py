"""An evacuation and its muster in the window: the alarm, the banner, the assembly point. Also while nobody is signed
in."""
