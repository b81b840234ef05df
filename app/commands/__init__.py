"""The subcommands of `wence`, one module a subject: each has `add`, which declares its commands."""
