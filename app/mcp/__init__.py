"""The Model Context Protocol's door: tools over the verbs that commands use."""
