"""Questions that the record could not answer: stored, clustered, resolved and followed."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from index.answering.question import check_question
from index.domain.identifiers import question_key
from index.domain.unanswered_question import FollowedQuestion, QuestionGroup, QuestionState, Retention
from index.encoding.encoder import Encoder
from index.errors import UnknownQuestion
from index.store.followers import FollowerTable
from index.store.unanswered import QuestionRow, UnansweredTable
from index.unanswered.clustering import cluster_questions


class UnansweredQuestions:
    """The unanswered questions of one record. Usable from several threads.

    A question belongs to the scope in which it was asked and is visible in no other. Questions asked outside
    servers belong to `EVERYONE`, which only the owner of the program may see.
    """

    def __init__(self, *, questions: UnansweredTable, followers: FollowerTable, encoder: Encoder) -> None:
        self._questions = questions
        self._followers = followers
        self._encoder = encoder

    def keep(
        self, question: str, *, scope: str, nearest: str | None, at: datetime, retention: Retention
    ) -> None:
        """Store a question that the record does not answer, without the user. Raises UnusableQuestion.

        The same words asked again are counted. `nearest` is the id of the closest document.
        """
        words = check_question(question)
        self._questions.keep(
            scope,
            question_key(scope, words),
            words,
            self._encoder.encode([words])[0],
            nearest=nearest,
            at=at,
            at_most=retention.questions,
        )

    def groups(self, scope: str) -> list[QuestionGroup]:
        """The open questions of a scope, clustered by meaning; the most recently asked group comes first."""
        groups = (_describe(group) for group in self._group(scope))
        return sorted(groups, key=lambda group: group.last_asked, reverse=True)

    def group(self, scope: str, key: str) -> QuestionGroup:
        """The group of an open question. Raises UnknownQuestion."""
        return _describe(self._find_group(scope, key))

    def question(self, scope: str, key: str) -> str:
        """The wording of a question by its key, in any state. Raises UnknownQuestion."""
        question = self._questions.question(scope, key)
        if question is None:
            raise _unknown(key)
        return question

    def resolve(self, scope: str, key: str, state: QuestionState, *, actor: str) -> None:
        """Set the state of a question and of its whole group. Raises UnknownQuestion."""
        keys = [question.key for question in self._find_group(scope, key)]
        self._questions.settle(scope, keys, state, actor=actor)

    def follow(self, user: str, *, scope: str, key: str, place: str, at: datetime) -> bool:
        """Let a user follow the question with a key; False if they already do.

        `place` is where it was asked, in the caller's own form. Raises UnknownQuestion, TooManyFollowed.
        """
        question = self.question(scope, key)
        return self._followers.follow(user, scope, key, question, place=place, at=at)

    def followed_by(self, user: str) -> list[FollowedQuestion]:
        """The questions that a user follows, in all scopes, oldest first."""
        return self._followers.followed_by(user)

    def waiting(self, scopes: Collection[str] | None = None) -> list[FollowedQuestion]:
        """The followed questions of all users in some scopes, None for all, oldest first."""
        return self._followers.waiting(scopes)

    def drop(self, followed: FollowedQuestion) -> None:
        """Let a user no longer follow a question."""
        self._followers.drop(followed.id)

    def forget(self, user: str) -> int:
        """Delete what a user follows; return the number of questions."""
        return self._followers.forget(user)

    def expire(self, at: datetime, retention: Retention) -> None:
        """Delete everything that is older at a time than the retention allows."""
        before = at - timedelta(days=retention.days)
        self._questions.expire(before)
        self._followers.expire(before)

    def _group(self, scope: str) -> list[list[QuestionRow]]:
        rows, vectors = self._questions.read_open(scope)
        groups = cluster_questions([row.question for row in rows], vectors)
        return [[rows[number] for number in group] for group in groups]

    def _find_group(self, scope: str, key: str) -> list[QuestionRow]:
        for group in self._group(scope):
            if any(row.key == key for row in group):
                return group
        raise _unknown(key)


def _describe(group: Sequence[QuestionRow]) -> QuestionGroup:
    newest_first = sorted(group, key=lambda row: row.last_asked, reverse=True)
    most_frequent_first = sorted(newest_first, key=lambda row: -row.times)
    return QuestionGroup(
        key=most_frequent_first[0].key,
        questions=tuple(row.question for row in most_frequent_first),
        times=sum(row.times for row in group),
        last_asked=newest_first[0].last_asked,
        nearest=newest_first[0].nearest,
    )


def _unknown(key: str) -> UnknownQuestion:
    return UnknownQuestion(
        f"The question {key} is no longer stored: it was settled or has expired. Ask it again."
    )
