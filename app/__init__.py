"""The doors to a library: HTTP, command line, page and MCP, over one service.

A module about things that are counted bears their name in the plural, as the routes do: marks, versions, documents.
"""
