"""Questions that the record could not answer: kept, grouped, settled, followed."""

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
    """Usable from several threads.

    Every question belongs to the scope in which it was asked, and is found in no other; what was asked in no
    server belongs to `EVERYONE`, and is for whoever runs the program alone.
    """

    def __init__(self, *, questions: UnansweredTable, followers: FollowerTable, encoder: Encoder) -> None:
        self._questions = questions
        self._followers = followers
        self._encoder = encoder

    def keep(
        self, question: str, *, scope: str, nearest: str | None, at: datetime, retention: Retention
    ) -> None:
        """Keep a question that the record does not answer, without its asker. Raises UnusableQuestion.

        Asked again in the same words, it is counted. `nearest` is the document that came nearest.
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
        """The open questions of a scope by meaning, the group that was asked last first."""
        groups = (_describe(group) for group in self._group(scope))
        return sorted(groups, key=lambda group: group.last_asked, reverse=True)

    def group(self, scope: str, key: str) -> QuestionGroup:
        """The group of an open question. Raises UnknownQuestion."""
        return _describe(self._find_group(scope, key))

    def question(self, scope: str, key: str) -> str:
        """The wording of a question by its key, whatever became of it. Raises UnknownQuestion."""
        question = self._questions.question(scope, key)
        if question is None:
            raise _unknown(key)
        return question

    def resolve(self, scope: str, key: str, state: QuestionState, *, actor: str) -> None:
        """State what became of a question and all of its group. Raises UnknownQuestion."""
        keys = [kept.key for kept in self._find_group(scope, key)]
        self._questions.settle(scope, keys, state, actor=actor)

    def follow(self, user: str, *, scope: str, key: str, place: str, at: datetime) -> bool:
        """Note that a user waits for the answer to a question, by its key; False where they do already.

        `place` is where it was asked. Raises UnknownQuestion, TooManyFollowed.
        """
        question = self.question(scope, key)
        return self._followers.follow(user, scope, key, question, place=place, at=at)

    def followed_by(self, user: str) -> list[FollowedQuestion]:
        """The questions that a user follows, in every scope, the oldest first."""
        return self._followers.followed_by(user)

    def waiting(self, scopes: Collection[str] | None = None) -> list[FollowedQuestion]:
        """Everybody who waits in one of the scopes, None in any, the oldest first."""
        return self._followers.waiting(scopes)

    def drop(self, followed: FollowedQuestion) -> None:
        """Forget that somebody waits for an answer."""
        self._followers.drop(followed.id)

    def forget(self, user: str) -> int:
        """Forget all that a user follows; return how many questions that were."""
        return self._followers.forget(user)

    def expire(self, at: datetime, retention: Retention) -> None:
        """Forget what is too old at that moment."""
        before = at - timedelta(days=retention.days)
        self._questions.expire(before)
        self._followers.expire(before)

    def _group(self, scope: str) -> list[list[QuestionRow]]:
        kept, vectors = self._questions.read_open(scope)
        numbers = cluster_questions([one.question for one in kept], vectors)
        return [[kept[number] for number in group] for group in numbers]

    def _find_group(self, scope: str, key: str) -> list[QuestionRow]:
        for group in self._group(scope):
            if any(kept.key == key for kept in group):
                return group
        raise _unknown(key)


def _describe(group: Sequence[QuestionRow]) -> QuestionGroup:
    newest_first = sorted(group, key=lambda kept: kept.last_asked, reverse=True)
    oftenest_first = sorted(newest_first, key=lambda kept: -kept.times)
    return QuestionGroup(
        key=oftenest_first[0].key,
        questions=tuple(kept.question for kept in oftenest_first),
        times=sum(kept.times for kept in group),
        last_asked=newest_first[0].last_asked,
        nearest=newest_first[0].nearest,
    )


def _unknown(key: str) -> UnknownQuestion:
    return UnknownQuestion(f"The question {key} is not kept: it was settled, or is too old. Ask it again.")
