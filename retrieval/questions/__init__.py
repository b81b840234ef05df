"""A question read: names, places, slots, slips of the pen, the words of plans for those people say."""
