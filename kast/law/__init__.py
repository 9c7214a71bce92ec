"""What the law says on a given day. Dated YAML and plain Python: no framework, no room, no advice."""
