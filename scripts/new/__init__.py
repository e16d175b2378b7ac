"""The empty page of a question, and the empty modules of its measurements and figures, behind `make new`."""
