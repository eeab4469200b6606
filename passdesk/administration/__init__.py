"""Running the zone: operators, desks, the policy."""
