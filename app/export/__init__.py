"""What people take away: workbooks, CSV, memos. Plain values in, bytes out; each format in a thin writer of its own."""
