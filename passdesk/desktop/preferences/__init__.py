"""What this desk's people choose for its screen, sounds and devices."""
