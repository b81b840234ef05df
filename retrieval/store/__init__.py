"""The store of record (SQLite): its tables, its versions, what is read from it."""
