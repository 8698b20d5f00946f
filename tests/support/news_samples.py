"""Small news files in the formats of the IPTC, made for the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping

BODY = ("The ferry to Skarn sails again.", "Its engine was repaired over nine nights.")
TEXT = "\n".join(BODY)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
_G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.30"'


def nitf(
    *,
    identity: str = '<doc-id id-string="mast-17" regsrc="MAST"/>',
    content: str = PARAGRAPHS,
    docdata: str = "",
    doctype: str = "",
) -> str:
    """A NITF article."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{doctype}<nitf xml:lang="en-GB">
 <head>
  <title>Ferry (head)</title>
  <tobject><tobject.subject tobject.subject.refnum="04015000"
   tobject.subject.type="Economy" tobject.subject.matter="Transport"/></tobject>
  <docdata>{identity}
   <date.issue norm="20240501T093000+0200"/>
   <doc.copyright year="2024" holder="Mast Media"/>{docdata}
  </docdata>
  <pubdata name="The Mast" position.section="Harbour" ex-ref="https://mast.example/17"/>
 </head>
 <body>
  <body.head>
   <hedline><hl1>Ferry <em>sails</em></hl1><hl2>Nine nights</hl2></hedline>
   <byline>By <person>Ada Holm</person></byline>
   <distributor>Harrow Press Service</distributor>
   <abstract><p>A ferry.</p></abstract>
  </body.head>
  <body.content>{content}</body.content>
  <body.end/>
 </body>
</nitf>"""


def news_item(  # noqa: PLR0913  one a part of the format
    *,
    guid: str = 'guid="urn:newsml:mast.example:17" version="2"',
    content: str = "",
    kind: str = "ninat:text",
    item_meta: str = "",
    content_meta: str = "",
    own: str = _G2,
) -> str:
    """A NewsML-G2 item; its content is an XHTML rendition unless given."""
    inline = content or (
        '<inlineXML contenttype="application/xhtml+xml">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body>'
        f"{PARAGRAPHS}</body></html></inlineXML>"
    )
    return f"""<newsItem {own} {guid} xml:lang="en">
 <catalogRef href="http://127.0.0.1:9/catalog.xml"/>
 <rightsInfo><copyrightHolder><name>Mast Media</name></copyrightHolder></rightsInfo>
 <itemMeta>
  <itemClass qcode="{kind}"/>
  <provider qcode="nprov:MAST"><name>The Mast</name></provider>
  <versionCreated>2024-05-01T12:00:00+02:00</versionCreated>
  <firstCreated>2024-05-01T09:30:00+02:00</firstCreated>
  <pubStatus qcode="stat:usable"/>{item_meta}
 </itemMeta>
 <contentMeta>
  <subject type="cpnat:abstract" qcode="medtop:20000337"><name>transport</name></subject>
  <subject type="cpnat:person"><name>Ada Holm</name></subject>
  <headline>Ferry sails</headline><by>Ada Holm</by>
  <creditline>Harrow Press Service</creditline><language tag="en-GB"/>{content_meta}
 </contentMeta>
 <contentSet>{inline}</contentSet>
</newsItem>"""


def news_message(*items: str) -> str:
    """A NewsML-G2 message of items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">\n'
        f"<header><sent>2024-05-01T12:00:00Z</sent></header>\n<itemSet>\n{chr(10).join(items)}"
        "\n</itemSet></newsMessage>"
    )


NINJS_1: dict[str, object] = {
    "uri": "https://mast.example/17",
    "type": "text",
    "versioncreated": "2024-05-01T12:00:00+02:00",
    "firstcreated": "2024-05-01T09:30:00+02:00",
    "pubstatus": "usable",
    "language": "en-GB",
    "headline": "Ferry sails",
    "byline": "By Ada Holm",
    "copyrightholder": "The Mast",
    "infosource": [{"name": "Harrow Press Service"}],
    "subject": [{"name": "transport", "code": "medtop:20000337"}],
    "description_text": "A ferry.",
    "body_text": TEXT,
    "body_xhtml": "<p>not this one</p>",
    "associations": {"picture": {"uri": "urn:1", "type": "picture", "body_text": "nor this"}},
}
"""A ninjs 1 object."""

NINJS_2: dict[str, object] = {
    "standard": {"name": "ninjs", "version": "2.1"},
    "uri": "urn:mast:17",
    "type": "text",
    "versioncreated": "2024-05-01T12:00:00+02:00",
    "language": "en",
    "headlines": [{"role": "short", "value": "no"}, {"role": "main", "value": "Ferry sails"}],
    "by": "Ada Holm",
    "copyrightholder": "The Mast",
    "subjects": [{"name": "transport", "uri": "http://cv.example/20000337"}],
    "bodies": [
        {"role": "teaser", "contenttype": "text/plain", "value": "no"},
        {"role": "pdf", "contenttype": "application/pdf", "value": "JVBERi0="},
        {
            "role": "main",
            "contenttype": "text/html",
            "value": PARAGRAPHS,
        },
    ],
}
"""A ninjs 2 object."""


def ninjs(base: Mapping[str, object] = NINJS_1, /, **fields: object) -> str:
    """A ninjs object on one line; a field of None is left out."""
    value = {**base, **fields}
    return json.dumps({name: each for name, each in value.items() if each is not None})
