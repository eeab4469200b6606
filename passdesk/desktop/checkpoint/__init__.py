"""The gate: a lane's camera, its verdict, the face, and the two keys."""
