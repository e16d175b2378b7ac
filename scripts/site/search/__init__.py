"""The search: what a page says in words becomes one script, which the browser loads when a reader turns to the box."""
