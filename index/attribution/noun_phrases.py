"""Noun phrases: their core, owners, appositions and modifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.attribution.lexicon import ORGANISATION_NOUNS, PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_APPOSITION_WORDS: Final = 8
"""Between a noun and the comma before a name in apposition to it."""

_DEFINITE: Final = frozenset({"the", "this", "that"})
_OWN_PARTS: Final = frozenset(
    {"compound", "amod", "poss", "nmod", "nn", "flat", "det", "case", "appos", "punct", "nummod"}
)


def list_core(head: Token) -> Iterator[Token]:
    """The tokens of a noun phrase, without clauses and prepositional phrases."""
    yield head
    for child in head.children:
        if child.dep_ in _OWN_PARTS:
            yield from list_core(child)


def find_apposition(head: Token) -> Token | None:
    """The name in apposition to a common noun: "the commissioner, Ulrik Bohr"."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            return child
    if head.lemma_.lower() not in PERSON_NOUNS | ORGANISATION_NOUNS:
        return None
    doc = head.doc
    comma = next(
        (token.i for token in doc[head.i + 1 : head.i + _APPOSITION_WORDS] if token.text == ","), None
    )
    after = len(doc) if comma is None else comma + 1
    if any(token.pos_ in ("VERB", "AUX") for token in doc[head.i + 1 : after]) or after >= len(doc):
        return None
    if doc[after].ent_type_ not in ("PERSON", "ORG") or doc[after].ent_iob_ != "B":
        return None
    ends = next((token.i for token in doc[after:] if token.ent_iob_ != "I" and token.i > after), len(doc))
    is_closed = ends < len(doc) and doc[ends].text in ",.:"
    return doc[ends - 1] if is_closed else None


def find_called(head: Token) -> Token | None:
    """The name that introduces a person: "a man named Curtis"."""
    for child in head.children:
        if child.dep_ == "acl" and child.lemma_ in ("name", "call") and head.lemma_.lower() in PERSON_NOUNS:
            return next((one for one in child.children if one.pos_ == "PROPN" and one.i > child.i), None)
    return None


def is_owner(root: Token, head: Token) -> bool:
    """Whether a word of a noun phrase is part of a possessive."""
    token = root
    while token.i != head.i and token.head.i != token.i:
        if token.dep_ == "poss":
            return True
        token = token.head
    return False


def list_owners(head: Token) -> Iterator[Token]:
    """The owners of a document: "Holt's letter", "a letter from Holt", "her letter"."""
    for child in head.children:
        if child.dep_ in ("poss", "compound"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "in", "on"):
            yield from (one for one in child.children if one.dep_ == "pobj")
        elif child.dep_ == "relcl":  # "a report that Holt presented"
            yield from (one for one in child.children if one.dep_ == "nsubj" and one.pos_ != "PRON")
        elif child.dep_ == "acl":
            agents = (one for one in child.children if one.dep_ == "agent" or one.lower_ in ("by", "from"))
            yield from (one for agent in agents for one in agent.children if one.dep_ == "pobj")


def list_modifiers(head: Token) -> Iterator[Token]:
    """The words that may name the organisation a person speaks for."""
    for child in head.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod", "appos"):
            yield child
            yield from list_modifiers(child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "at", "from", "with"):
            for one in child.children:
                if one.dep_ == "pobj":
                    yield one
                    yield from list_modifiers(one)
        elif child.dep_ == "relcl":
            yield from (one for one in child.subtree if one.dep_ in ("dobj", "pobj"))


def list_appositions(root: Token) -> Iterator[Token]:
    """The nouns in apposition to a name, on either side of it."""
    if root.dep_ == "appos":
        yield root.head
    yield from (child for child in root.children if child.dep_ == "appos")


def list_nouns(head: Token) -> Iterator[Token]:
    """The common nouns of a noun phrase: "chief", "executive"."""
    own = (head, *(child for child in head.children if child.dep_ in ("compound", "amod")))
    yield from (
        token
        for token in own
        if token.pos_ == "NOUN" or token.lemma_.lower() in PERSON_NOUNS | ORGANISATION_NOUNS
    )


def is_indefinite(head: Token) -> bool:
    """Whether a noun phrase introduces a new person: "a resident", "one analyst", "his lawyer"."""
    if any(child.dep_ == "poss" for child in head.children):
        return False
    return not any(child.lower_ in _DEFINITE for child in head.children)


def is_plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS")
