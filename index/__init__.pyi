"""The public names of the library, each from the module that defines it."""

from .answering.follow_ups import (
    FilteredQuestion as FilteredQuestion,
)
from .answering.follow_ups import (
    FollowUpIntent as FollowUpIntent,
)
from .answering.follow_ups import (
    depends_on_answer as depends_on_answer,
)
from .answering.highlighting import (
    find_answer_spans as find_answer_spans,
)
from .attribution.speaker_directory import (
    SpeakerDirectory as SpeakerDirectory,
)
from .cli.options import (
    progress_bar as progress_bar,
)
from .corpus.balance import (
    NOT_STATED as NOT_STATED,
)
from .corpus.balance import (
    RecordBalance as RecordBalance,
)
from .corpus.balance import (
    count_record_balance as count_record_balance,
)
from .corpus.cited_sources import (
    read_cited_sources as read_cited_sources,
)
from .corpus.sync import (
    SyncReport as SyncReport,
)
from .domain.answer import (
    OPERATING_POINT as OPERATING_POINT,
)
from .domain.answer import (
    Answer as Answer,
)
from .domain.answer import (
    Certainty as Certainty,
)
from .domain.answer import (
    Context as Context,
)
from .domain.answer import (
    DiffOp as DiffOp,
)
from .domain.answer import (
    DirectQuotation as DirectQuotation,
)
from .domain.answer import (
    Quotation as Quotation,
)
from .domain.answer import (
    QuotationStatus as QuotationStatus,
)
from .domain.answer import (
    Verdict as Verdict,
)
from .domain.answer import (
    Verification as Verification,
)
from .domain.answer import (
    is_omission as is_omission,
)
from .domain.audit import (
    AuditCursor as AuditCursor,
)
from .domain.audit import (
    AuditEntry as AuditEntry,
)
from .domain.dates import (
    first_day as first_day,
)
from .domain.dates import (
    last_day as last_day,
)
from .domain.document import (
    ANY_SCOPE as ANY_SCOPE,
)
from .domain.document import (
    EVERYONE as EVERYONE,
)
from .domain.document import (
    NO_PARTY as NO_PARTY,
)
from .domain.document import (
    Document as Document,
)
from .domain.document import (
    Event as Event,
)
from .domain.document import (
    Kind as Kind,
)
from .domain.document import (
    ListedDocument as ListedDocument,
)
from .domain.document import (
    Metadata as Metadata,
)
from .domain.document import (
    author_as_speaker as author_as_speaker,
)
from .domain.feedback import (
    FeedbackReason as FeedbackReason,
)
from .domain.feedback import (
    QuotationRatings as QuotationRatings,
)
from .domain.feedback import (
    Rating as Rating,
)
from .domain.filters import (
    Filters as Filters,
)
from .domain.identifiers import (
    party_key as party_key,
)
from .domain.identifiers import (
    question_key as question_key,
)
from .domain.identifiers import (
    speaker_key as speaker_key,
)
from .domain.metadata_problems import (
    find_metadata_problems as find_metadata_problems,
)
from .domain.party import (
    Parties as Parties,
)
from .domain.progress import (
    Progress as Progress,
)
from .domain.quotas import (
    Quotas as Quotas,
)
from .domain.server import (
    ServerEvent as ServerEvent,
)
from .domain.server import (
    ServerSettings as ServerSettings,
)
from .domain.unanswered_question import (
    FollowedQuestion as FollowedQuestion,
)
from .domain.unanswered_question import (
    QuestionGroup as QuestionGroup,
)
from .domain.unanswered_question import (
    QuestionState as QuestionState,
)
from .domain.unanswered_question import (
    Retention as Retention,
)
from .domain.web_address import (
    is_web_address as is_web_address,
)
from .encoding.encoder import (
    Encoder as Encoder,
)
from .encoding.factory import (
    DEFAULT_DEVICE as DEFAULT_DEVICE,
)
from .encoding.factory import (
    choose_encoder as choose_encoder,
)
from .encoding.packaged_model import (
    DEFAULT_MODEL as DEFAULT_MODEL,
)
from .errors import (
    RecordError as RecordError,
)
from .index import (
    Index as Index,
)
from .inference.thread_priority import (
    lower_thread_priority as lower_thread_priority,
)
from .ingestion.near_duplicates import (
    SimilarDocument as SimilarDocument,
)
from .ingestion.original import (
    Original as Original,
)
from .ingestion.preview import (
    Preview as Preview,
)
from .ingestion.quality_checks import (
    QualityWarning as QualityWarning,
)
from .ingestion.sample_questions import (
    MAX_SAMPLE_CHARS as MAX_SAMPLE_CHARS,
)
from .maintenance.backups import (
    Restored as Restored,
)
from .maintenance.backups import (
    restore_backup as restore_backup,
)
from .quotes.quotation_browser import (
    SpeakerPage as SpeakerPage,
)
from .reading.files import (
    MAX_FILE_BYTES as MAX_FILE_BYTES,
)
from .reranking.caching_reranker import (
    CachingReranker as CachingReranker,
)
from .reranking.factory import (
    DEFAULT_RERANKER as DEFAULT_RERANKER,
)
from .reranking.factory import (
    choose_reranker as choose_reranker,
)
from .store.backup_file import (
    Backup as Backup,
)
from .store.private_files import (
    make_private as make_private,
)
from .store.private_files import (
    make_private_folder as make_private_folder,
)
from .text.folding import (
    fold as fold,
)
from .text.invisible_characters import (
    find_hidden as find_hidden,
)
from .text.invisible_characters import (
    reveal as reveal,
)
from .text.invisible_characters import (
    reveal_all as reveal_all,
)
