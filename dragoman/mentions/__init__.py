"""Words that stand for actors: names, roles, organs, states, groups, pronouns, each with the phrase around it."""

from dragoman.mentions.page import Page, open_page
from dragoman.mentions.references import Reference, find

__all__ = ["Page", "Reference", "find", "open_page"]
