"""Values as the plain data of the HTTP contract."""
