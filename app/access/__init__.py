"""Who asks, what they may do, which documents they may see."""
