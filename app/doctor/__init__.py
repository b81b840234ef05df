"""What a start looks at, looked at without starting: each finding with what it means and what to do."""
