"""Law with its dates: embargoes, the IAT definition, settlement days, and what return codes mean; knows no payment."""
