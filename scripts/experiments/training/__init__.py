"""How they learn: one network at a time, or those of several seeds side by side."""
