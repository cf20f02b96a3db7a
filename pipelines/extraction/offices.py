"""Offices whose house and post are one word: 福田区委书记 is the 区委书记 of 福田区, 立法会议员 a member of 立法会."""

from __future__ import annotations

import re

#: The committee of a party belongs to the post; its city or district is the house.
_PARTY = re.compile(r"(?P<house>[一-鿿]{1,6}?)(?P<post>(?P<rank>[省市州区县旗镇])委)$")
_PLACE = re.compile("[一-鿿]{1,5}[省市州区县旗镇]$")
#: A chamber is the house of its members.
_CHAMBER = re.compile(
    "^(?P<house>立法会|立法院|区议会|市议会|国会|众议院|参议院)(?P<title>议员|主席|副主席|秘书长|委员)$"
)
_OF_PARTY = re.compile(
    "^(?:副?书记|常委|常务委员|委员|秘书长|副秘书长|办公室主任|[一-鿿]{2,4}部(?:副?部长|常务副部长))"
)


def chamber(title: str) -> tuple[str, str] | None:
    """The house and the title of a member: 立法会议员, 立法会主席."""
    match = _CHAMBER.match(title)
    return (match["house"], match["title"]) if match else None


def party(before: str, title: str) -> tuple[str | None, str] | None:
    """House and title of a post of a party's committee, where the words before it name one.

    >>> party("福田区委", "书记"), party("区委", "书记")
    (('福田区', '区委书记'), (None, '区委书记'))
    """
    if not _OF_PARTY.match(title):
        return None
    run = re.search(r"[一-鿿]{0,8}$", before)
    match = _PARTY.search(run[0]) if run else None
    if match is None:
        bare = re.search("(?:^|[^一-鿿])(?P<post>[省市州区县旗镇]委)$", before)
        return (None, bare["post"] + title) if bare else None
    place = match["house"] + match["rank"]
    return (place if _PLACE.match(place) and len(place) > 2 else None), match["post"] + title
