"""The door's pages: those one only reads, writing, coming back."""
