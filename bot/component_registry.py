"""Registry of all buttons, selects and modals: which method answers each.

Their state is in their ids, so they work after a restart. A new one gets a line here.
"""

from bot.answers.components import (
    AllSourcesButton,
    CiteButton,
    ContextButton,
    FeedbackButton,
    FollowButton,
    FollowUpButton,
    NextButton,
    PreviousButton,
    WiderButton,
)
from bot.answers.help_view import HelpButton
from bot.audit_log.pages import AuditPageButton
from bot.commands.privacy import EraseButton
from bot.conversation.follow_up_modal import FollowUpModal
from bot.documents import add_components as adding
from bot.documents import components as documents
from bot.documents.edit_modals import EditModal, SpeakerModal
from bot.documents.source_modals import AddModal
from bot.feedback.components import ExplainRatingButton, FeedbackPageButton
from bot.feedback.service import FeedbackModal
from bot.quotes.components import AnotherQuoteButton, SpeakerPageButton
from bot.servers import components as settings
from bot.services import Services
from bot.sources.components import DocumentsButton
from bot.ui.interactions import chosen_value, chosen_values
from bot.ui.router import Router
from bot.unanswered import components as unanswered


def make_router(services: Services) -> Router:
    """The router of all components."""
    router = Router()
    _add_answers(router, services)
    _add_lists(router, services)
    _add_previews(router, services)
    _add_documents(router, services)
    _add_settings(router, services)
    return router


def _add_answers(router: Router, services: Services) -> None:
    answers, quotes = services.answers.actions, services.quotes
    router.add(ContextButton, lambda i, b: answers.show_context(i, b.quotation, b.by))
    router.add(WiderButton, lambda i, b: answers.widen_context(i, b.quotation, b.by))
    router.add(NextButton, lambda i, b: answers.turn(i, b.ids, b.first))
    router.add(PreviousButton, lambda i, b: answers.turn(i, b.ids, b.first))
    router.add(AllSourcesButton, lambda i, _: answers.show_sources(i))
    router.add(CiteButton, lambda i, b: answers.cite(i, b.quotation))
    router.add(adding.SampleQuestionButton, lambda i, b: answers.ask(i, b.question))
    router.add(FollowButton, lambda i, b: services.answers.followers.follow(i, b.key))
    router.add(FollowUpButton, lambda i, _: services.answers.conversation.open_modal(i))
    router.add(FollowUpModal, lambda i, _: services.answers.conversation.follow_up(i))
    router.add(FeedbackButton, lambda i, b: services.answers.feedback.rate(i, b.quotation, b.rating))
    router.add(ExplainRatingButton, lambda i, b: services.answers.feedback.open_form(i, b.quotation))
    router.add(FeedbackModal, lambda i, m: services.answers.feedback.explain(i, m.quotation))
    router.add(SpeakerPageButton, lambda i, b: quotes.turn(i, b.speaker, b.first))
    router.add(AnotherQuoteButton, lambda i, b: quotes.another(i, b.party))


def _add_lists(router: Router, services: Services) -> None:
    questions = services.moderation.unanswered_list
    router.add(unanswered.AddSourceButton, lambda i, b: questions.add_source(i, b.where, b.key))
    router.add(unanswered.AskAgainButton, lambda i, b: questions.ask_again(i, b.where, b.key, b.first))
    router.add(unanswered.DismissButton, lambda i, b: questions.dismiss(i, b.where, b.key, b.first))
    router.add(unanswered.UnansweredPageButton, lambda i, b: questions.turn(i, b.where, b.first))
    router.add(unanswered.OtherListButton, lambda i, b: questions.turn(i, b.where, 0))
    router.add(DocumentsButton, lambda i, b: services.sources.turn(i, b.first, b.filter, b.party))
    router.add(FeedbackPageButton, lambda i, b: services.moderation.feedback_list.turn(i, b.first))
    router.add(
        AuditPageButton, lambda i, b: services.moderation.audit_pages.turn(i, b.filter, b.way, b.place)
    )
    router.add(HelpButton, lambda i, b: services.about.show_topic(i, b.topic))
    router.add(EraseButton, lambda i, _: services.privacy.erase(i))


def _add_previews(router: Router, services: Services) -> None:
    add = services.documents.add
    router.add(adding.AddButton, lambda i, b: add.add(i, b.draft, as_version=b.how == "version"))
    router.add(AddModal, add.submit)
    router.add(adding.EditDraftButton, lambda i, b: add.open_description(i, b.draft))
    router.add(adding.CancelButton, lambda i, b: add.cancel(i, b.draft))
    router.add(adding.ReopenDraftButton, lambda i, b: add.begin_again(i, b.typed))
    router.add(adding.PartySelect, lambda i, s: add.choose(i, s.draft, "party", chosen_value(i)))
    router.add(adding.KindSelect, lambda i, s: add.choose(i, s.draft, "kind", chosen_value(i)))
    router.add(adding.ScopeSelect, lambda i, s: add.choose_scope(i, s.draft, chosen_value(i)))


def _add_documents(router: Router, services: Services) -> None:
    edit, speakers, purge = services.documents.edit, services.documents.speakers, services.documents.purge
    router.add(documents.EditDocumentButton, lambda i, b: edit.open_form(i, b.document))
    router.add(EditModal, edit.submit)
    router.add(documents.BackButton, lambda i, b: edit.go_back(i, b.document))
    router.add(documents.FieldSelect, lambda i, s: edit.choose(i, s.document, s.field, chosen_value(i)))
    router.add(documents.OpenAgainButton, lambda i, b: services.documents.open_modals.open_again(i, b.number))
    router.add(documents.SpeakersButton, lambda i, b: speakers.show(i, b.document, b.first))
    router.add(
        documents.QuotedWordsSelect, lambda i, s: speakers.open_form(i, s.document, chosen_value(i), s.first)
    )
    router.add(SpeakerModal, speakers.submit)
    router.add(
        documents.DocumentListButton,
        lambda i, b: services.documents.list.turn(i, b.filter, removed=b.removed, first=b.first),
    )
    router.add(
        documents.ConfirmPurgeButton,
        lambda i, b: purge.erase(i, b.number) if b.answer == "erase" else purge.cancel(i, b.number),
    )


def _add_settings(router: Router, services: Services) -> None:
    panel = services.moderation.settings_panel
    router.add(settings.RolesSelect, lambda i, _: panel.choose_roles(i, chosen_values(i)))
    router.add(settings.AuditSelect, lambda i, _: panel.choose_channel(i, "audit_channel", chosen_values(i)))
    router.add(settings.DailySelect, lambda i, _: panel.choose_channel(i, "daily_channel", chosen_values(i)))
    router.add(settings.AnswersSelect, lambda i, _: panel.change(i, {"channels": chosen_values(i)}))
    router.add(settings.PrivacySelect, lambda i, _: panel.change(i, {"private": chosen_value(i) == "yes"}))
    router.add(settings.CooldownButton, lambda i, _: panel.ask_cooldown(i))
    router.add(settings.CooldownModal, lambda i, _: panel.change_cooldown(i))
