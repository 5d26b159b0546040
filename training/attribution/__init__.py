"""Training of the network that finds source, cue and content of attributions."""
