"""How the hall is put together: settings, addresses, the `balai` command."""
