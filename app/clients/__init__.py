"""Ways to the service from outside: over HTTP to whoever owns the library, or on a library opened here."""
