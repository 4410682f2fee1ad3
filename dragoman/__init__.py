"""Reads news reports and keeps a sourced, checkable record of diplomatic contacts."""

__version__ = "0.1.0"
