"""An evacuation and its muster: who is inside, surely and possibly; who was found; who is moved out afterwards."""
