"""Small talk is told from questions, whatever a record holds."""

import json
from pathlib import Path

import pytest

from index import Index
from index.answering.small_talk import is_small_talk
from index.errors import SmallTalk
from index.text.word_lists import read_words

SMALL_TALK = (
    "hi",
    "Hiiii!!",
    "hello there",
    "hey bot, good morning everyone",
    "thanks!",
    "Thank you so much",
    "lol",
    "hahahaha",
    "ok",
    "OK, thanks a lot!",
    "test",
    "help",
    "help me please",
    "what can you do?",
    "What's up?",
    "how do I use this bot",
    "who are you",
    "Are you there?",
    "good bot",
    "no thanks",
    "<:wave:1034> hi <@1034>",
    "Is it?",
    "why",
)
QUESTIONS = (
    "test of the four factors",
    "Who are the plaintiffs?",
    "good faith",
    "What is DNS?",
    "What does the harbour office do?",
    "Is the ferry late?",
    "hosting",
    "help for refugees",
    "no to the bridge",
    "What is the real reason?",
    "thanks to whom was it built?",
    "What did the US do?",
    "Is IT?",
    "Who is the WHO",
    "bananas",
)


@pytest.mark.parametrize("message", SMALL_TALK)
def test_small_talk_is_no_question(message: str, record: Index) -> None:
    assert is_small_talk(message)
    with pytest.raises(SmallTalk):
        record.ask(message)


@pytest.mark.parametrize("message", QUESTIONS)
def test_a_question_is_no_small_talk(message: str) -> None:
    assert not is_small_talk(message)


def test_a_topic_may_be_any_word(record: Index) -> None:
    assert not record.find("fine").answered


def test_none_of_the_judged_questions_is_small_talk() -> None:
    lines = Path("tests/data/questions.jsonl").read_text(encoding="utf-8").splitlines()

    assert [] == [q for q in (json.loads(line)["question"] for line in lines) if is_small_talk(q)]


def test_every_phrase_of_the_lists_is_small_talk() -> None:
    phrases = read_words("index.answering", "small_talk") | read_words("index.answering", "address")

    assert [] == [phrase for phrase in phrases if not is_small_talk(phrase)]
