"""The segmenters room."""
