"""Reports in other shapes: JSON (docs/report.md) and the page for a person."""
