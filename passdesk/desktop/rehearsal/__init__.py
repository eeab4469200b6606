"""The demo on a screen: desks in their windows, and beside them a tray of passes to hold before the camera."""
