"""The services of this package, as commands and components use them."""

from dataclasses import dataclass

from bot.documents.access import DocumentAccess
from bot.documents.add_service import AddService
from bot.documents.edit_service import EditService
from bot.documents.lifecycle_service import LifecycleService
from bot.documents.list_service import DocumentListService
from bot.documents.open_modals import OpenModals
from bot.documents.purge_service import PurgeService
from bot.documents.recovery import RecoveryCog
from bot.documents.speaker_service import SpeakerService


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentServices:
    """Documents, as moderators add and change them."""

    access: DocumentAccess
    add: AddService
    edit: EditService
    lifecycle: LifecycleService
    list: DocumentListService
    open_modals: OpenModals
    purge: PurgeService
    recovery: RecoveryCog
    speakers: SpeakerService
