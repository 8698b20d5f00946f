"""What is against policy: rules, baseline, and the formats of a check."""
