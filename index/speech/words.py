"""Words that tell of speech, and words for those who speak."""

import re
from typing import Final


def list_words(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


REPORTING_VERBS: Final = list_words(
    """
    accuse acknowledge add admit advise affirm agree allege announce answer applaud argue ascribe ask
    assert assure attribute beg blame blast boast brand call caution celebrate charge cite claim clarify
    commend comment compare complain concede conclude concur condemn confess confide confirm contend
    counter criticise criticize declare decline decree deem defend demand denounce deny deplore deride
    describe disagree disclose dismiss dispute dissent downplay emphasise emphasize estimate explain
    forecast guess hail hint implore imply indicate inform insist instruct joke label lambast lament
    liken maintain mention mock note object observe order outline plead pledge point praise predict
    present pretend profess promise pronounce propose protest question reaffirm rebut recall recognise
    recognize recommend recount refute regret reiterate reject remark remind renounce repeat reply
    report request respond retort retract reveal ridicule rule say signal slam speculate state stress
    suggest surmise tell testify thank threaten tout urge volunteer vow warn welcome write
    """
)
"""Verbs, by their lemmas, whose subject says what follows: in direct or indirect speech."""

POSITION_VERBS: Final = list_words(
    """
    accept agree back believe decide doubt expect favor favour fear find hear hold hope learn
    oppose prefer reason refuse see speak support think want
    """
)
"""Verbs that tell somebody's position, by their lemmas, without saying that they put it into words."""

SPEAKING_VERBS: Final = REPORTING_VERBS | list_words(
    """
    attack blast boast brand characterise characterize chide conclude continue cry demur
    deride dub exclaim fume grumble hail hint interject interrupt joke lambast lament laugh liken
    marvel mock murmur muse mutter offer post praise put quip read recite rejoin ridicule shout
    shrug sigh signal slam smile snap sum swear tag term tweet venture volunteer whisper wonder
    worry yell
    """
)
"""Verbs that may stand beside words in quotation marks, by their lemmas."""

_OF_AUDIENCE: Final = list_words(
    """
    add answer ask assure inform instruct joke note point question reason remark remind reply report request
    respond retort say speak state tell testify write
    """
)
"""Verbs whose object, if they have one, is whoever listens, or the writing."""

NAMING_VERBS: Final = (SPEAKING_VERBS - _OF_AUDIENCE) | list_words(
    "back decide doubt expect favor favour fear find hope oppose prefer refuse rule see support want"
)
"""Verbs that need no clause: what they say of their object is what was said."""

REPORTING_NOUNS: Final = list_words(
    """
    accusation allegation answer argument assertion charge claim comment complaint concession conclusion
    contention criticism declaration demand denial estimate explanation finding insistence opinion plea
    position promise protest reply request response ruling statement submission suggestion testimony
    verdict view warning word words
    """
)
"""Nouns that tell of speech: "Holt's claim that …", "in the view of the union"."""

WRITINGS: Final = list_words(
    """
    account advert advertisement affidavit announcement appeal article blog book brief briefing brochure
    bulletin calculation card column comment communiqué complaint count data datum decision declaration
    decree diary dispatch e-mail editorial email essay figure figures filing forecast handbook headline
    interview judgement judgment lawsuit leaflet letter letterhead list log manifesto memo memoir
    memorandum message newsletter note notice number opinion order page paper petition poll post poster
    prospectus rebuttal release reply report response review ruling sign speech statement statistic
    study submission suit survey tally testimony tweet verdict video website
    """
)
"""What can say something in the place of who wrote it."""

SPOKESPEOPLE: Final = list_words(
    """
    interpreter press-officer representative spokesman spokesmen spokespeople spokesperson spokeswoman
    spokeswomen translator
    """
)
"""Nouns for one who says what somebody else has to say."""

WOMEN: Final = list_words(
    """
    actress aunt baroness businesswoman chairwoman congresswoman councilwoman daughter duchess girl
    grandmother headmistress lady mother niece nun policewoman princess queen saleswoman seamstress
    sister spokeswoman waitress widow wife woman
    """
)

MEN: Final = list_words(
    """
    baron boy brother businessman chairman congressman councilman duke father fisherman gentleman
    grandfather headmaster husband king man monk nephew policeman prince salesman son spokesman uncle
    waiter widower
    """
)

PEOPLE: Final = (
    WOMEN
    | MEN
    | list_words(
        """
        activist actor admiral adviser advisor advocate aide ally ambassador analyst angler
        anthropologist appellant apprentice arbitrator archaeologist architect archivist artist
        astronomer athlete attorney auctioneer author baker banker barber barrister biographer biologist
        bishop blogger bookseller boss botanist brewer broadcaster broker builder butcher buyer
        bystander campaigner candidate captain caretaker carpenter cartoonist ceo cfo chair chairperson
        champion chancellor chef chemist chief claimant cleaner cleric clerk climatologist co-author
        co-founder coach colleague collector colonel columnist comedian commander commentator
        commissioner commuter complainant composer conductor conservator consultant controller cook
        coordinator coroner corporal correspondent councillor counsel counsellor counterpart courier
        critic cto curator cyclist dancer dealer dean defendant defender deputy designer detective
        developer diplomat director doctor driver drummer ecologist economist editor electrician
        engineer entrepreneur envoy essayist executive expert eyewitness facilitator farmer filmmaker
        firefighter florist forester founder friend gardener general geologist goalkeeper governor
        graduate grocer grower guide guitarist hairdresser head historian homeowner host illustrator
        imam inspector investigator investor jeweller journalist judge justice keeper landlord lawmaker
        lawyer leader lecturer legislator librarian lieutenant linguist lord magistrate manager
        mathematician mayor md mechanic mediator meteorologist midfielder minister moderator motorist mp
        musician naturalist negotiator neighbour novelist nurse oceanographer officer official ombudsman
        operator opponent organiser owner owner-occupier painter parent passenger passer-by pastor
        pedestrian pensioner petitioner philosopher photographer physician physicist pilot plaintiff
        player playwright plumber poet politician porter potter predecessor premier presenter president
        priest principal producer professor programmer promoter prosecutor psychologist publican
        publisher pundit pupil rabbi rancher rapporteur rector referee regulator reporter representative
        researcher resident respondent rival rower runner sailor scholar scientist screenwriter sculptor
        secretary senator sergeant shepherd shopkeeper shopper singer skier skipper smallholder
        sociologist soldier solicitor speaker specialist spokesperson statistician strategist striker
        student successor superintendent supervisor surgeon surveyor survivor swimmer tailor teacher
        technician technologist tenant tester theologian trader trainer treasurer trustee umpire
        undersecretary vendor vet veteran veterinarian vicar victim volunteer waiter warden watchmaker
        weaver winemaker witness worker writer
        """
    )
)
"""Nouns for one person."""

BODIES: Final = list_words(
    """
    academy administration agency airline alliance archive army assembly association authority band bank
    bench board body branch brewery broadcaster builder bureau cabinet campaign carrier center centre
    chain chamber chapter charity choir church city clinic club co-operative coalition collective
    college commission committee commune company confederation conglomerate congregation consortium
    consultancy cooperative corporation council court daily department developer diocese directorate
    distributor district embassy enterprise establishment executive faculty federation firm force forum
    foundation fraternity fund giant government group guild hospital hotel house industry inquiry
    institute institution insurer journal judiciary lab laboratory league legislature lender lobby
    magazine maker manufacturer ministry mission movement museum network newspaper ngo observatory
    office operator opposition orchestra organisation organization outfit outlet panel paper parish
    parliament party platform police port practice press provider publication publisher railway region
    registry regulator restaurant retailer school secretariat senate service shop site society start-up
    startup station store studio supplier syndicate team theatre think-tank trade tribunal trust union
    university utility vendor watchdog website winery works zoo
    """
)
"""Nouns for one organisation."""

PLAIN_BODIES: Final = list_words(
    """
    agency association body business charity company corporation enterprise firm giant group lobby maker
    operator organisation organization outfit provider retailer start-up startup
    """
)
"""Nouns that fit almost any organisation, so that the last one named is meant."""

HONORIFICS: Final = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
    "madam": "f",
    "madame": "f",
    "herr": "m",
    "frau": "f",
    "dr": "",
    "prof": "",
    "professor": "",
    "rev": "",
}
"""Titles before a name, and whose they are."""

_IRREGULAR: Final = "said told wrote held found thought heard saw spoke swore sworn knew given"


def _list_signs() -> list[str]:
    """Beginnings of all forms of the words by which indirect speech is known."""
    words = REPORTING_VERBS | POSITION_VERBS | REPORTING_NOUNS | {"according"}
    stems = {word[:-1] if word[-1] in "ey" and len(word) > 3 else word for word in words}
    return sorted(stems | list_words(_IRREGULAR))


SIGNS: Final = re.compile(rf"\b(?:{'|'.join(_list_signs())})", re.IGNORECASE)
"""What a paragraph without any speech does not hold, quotation marks apart."""


SAYING: Final = (
    "said|says|asked|asks|told|tells|replied|answered|added|cried|shouted|laughed|exclaimed|called|wondered|joked|"
    "snapped|whispered|demanded|retorted|wrote|insisted|repeated|muttered|yelled|thundered|protested|responded"
)
"""Forms of the verbs that stand beside quotations, as choices of a pattern."""
