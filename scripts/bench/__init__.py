"""What `make bench` measures: seconds, bytes and ratios, each within one run, on whatever machine this is."""
