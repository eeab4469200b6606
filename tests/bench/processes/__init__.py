"""What benches start as processes of their own."""
