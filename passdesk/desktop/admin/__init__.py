"""The administrator's workspace: operators, desks and lanes, keys, the policy, the exchange, this desk."""
