"""A seeded zone without sockets: real stores, hand-stepped clocks, every fault a line and a machine may have."""
