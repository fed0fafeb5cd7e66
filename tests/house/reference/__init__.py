"""The pages of docs/reference that are written from the program itself: one module a page."""
