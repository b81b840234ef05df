"""The commitment ledger: which rows are wanted, what they amount to, rows of several plans and versions compared."""
