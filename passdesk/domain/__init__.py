"""What the program knows about zones, people, passes and movements. Pure: standard library and cbor2 only."""
