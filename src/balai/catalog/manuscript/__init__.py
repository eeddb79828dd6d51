"""A service as its authors read it: everything that its folder says, and how well it holds, as plain data for pages."""

from balai.catalog.manuscript.making import Manuscript, manuscript

__all__ = ["Manuscript", "manuscript"]
