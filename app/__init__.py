"""The service and its doors: HTTP, the page, the command line."""
