"""Who a mention is: names to actors, bare roles and pronouns to persons, «Москва» to a city or a state; and one
event, once.
"""

from dragoman.linking.link import link

__all__ = ["link"]
