"""From a picture, a video, a frame or typed digits to the text of a code; its meaning is not asked."""
