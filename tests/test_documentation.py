"""What the documents promise exists, and what exists is in the documents."""

import re
from pathlib import Path

import discord
import typer
import yaml
from discord.ext import commands as discord_commands

from bot.commands.about import About
from bot.commands.ask import Ask
from bot.commands.document import DocumentCog
from bot.commands.moderation import Moderation
from bot.commands.privacy import Privacy
from bot.commands.quote import Quote
from bot.commands.sources import Sources
from bot.commands.verify import Verify
from bot.invitation import PERMISSIONS
from bot.settings import Settings
from bot.strings import help_page
from index.cli.app import app
from index.store.schema import metadata

README = Path("README.md").read_text(encoding="utf-8")
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path("docs").glob("*.md"))}
GUIDE = "\n".join((README, *PAGES.values()))
ARCHITECTURE = Path("ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRIBUTING = Path("CONTRIBUTING.md").read_text(encoding="utf-8")
CORPUS = Path("corpus/README.md").read_text(encoding="utf-8")
PRIVACY = Path("PRIVACY.md").read_text(encoding="utf-8")
EXAMPLE = Path(".env.example").read_text(encoding="utf-8")
MAKEFILE = Path("Makefile").read_text(encoding="utf-8")
COGS: tuple[type[discord_commands.Cog], ...] = (
    Ask,
    Quote,
    Verify,
    Sources,
    DocumentCog,
    About,
    Moderation,
    Privacy,
)


def list_commands() -> set[str]:
    return set(typer.main.get_group(app).commands)


def list_slash_commands() -> set[str]:
    return {
        f"{cog.__cog_group_name__} {command.name}" if cog.__cog_is_app_commands_group__ else command.name
        for cog in COGS
        for command in cog.__cog_app_commands__
    }


def list_options(command: str) -> set[str]:
    options = typer.main.get_group(app).commands[command].params
    return {name for option in options for name in option.opts if name.startswith("--")}


def list_sections() -> list[tuple[str, str]]:
    """The commands in the order of the page that documents them, each with what it says of one."""
    parts = re.split(r"^### `([\w-]+)`$", PAGES["command-line"], flags=re.MULTILINE)
    return [(name, text.partition("\n## ")[0]) for name, text in zip(parts[1::2], parts[2::2], strict=True)]


def list_first_cells(text: str) -> list[str]:
    return re.findall(r"^\| (.*?) \|", text, re.MULTILINE)


def test_every_command_is_documented_once_and_no_other() -> None:
    assert sorted(list_commands()) == sorted(name for name, _ in list_sections())


def test_every_command_that_a_document_names_exists() -> None:
    texts = (GUIDE, CONTRIBUTING, ARCHITECTURE, PRIVACY, CORPUS)
    named = {name for text in texts for name in re.findall(r"python -m index ([a-z][\w-]*)", text)}

    assert {"fetch", "backup"} <= named <= list_commands()


def test_every_option_of_a_command_is_documented_and_no_other() -> None:
    common = {"--json", "--data", "--corpus"}
    documented = dict(list_sections())
    documented["evaluate"] += PAGES["measuring"]
    documented["edit"] += documented["add"]  # it takes the same options

    for command, text in documented.items():
        named = set(re.findall(r"--[a-z][a-z-]+", text)) - common
        own = list_options(command) - common
        if command == "edit":
            named.discard("--scope")
        assert own == named, command


def test_every_slash_command_is_documented_once_and_no_other() -> None:
    documented = re.findall(r"`/(\w+(?: \w+)?)`", "\n".join(list_first_cells(GUIDE)))

    assert sorted(list_slash_commands()) == sorted(documented)


def test_every_slash_command_that_a_document_names_exists() -> None:
    assert list_slash_commands() == set(re.findall(r"`/(\w+(?: \w+)?)`", GUIDE))


def test_every_button_and_menu_that_help_names_is_documented_once_and_no_other() -> None:
    cells = "\n".join(list_first_cells(PAGES["users"] + PAGES["moderators"]))
    documented = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", cells)

    named = [*help_page.BUTTONS, *help_page.MENUS, *help_page.MODERATORS_MENUS]
    assert sorted(named) == sorted(documented)


def test_the_guide_names_the_permissions_that_the_invitation_asks_for_and_no_other() -> None:
    told = re.search(r"The link asks for ([^.]*),\s+and\s+for\s+nothing\s+else", PAGES["owners"])
    assert told is not None
    named = [name.lower().replace(" ", "_") for name in re.findall(r"\*([^*]+)\*", " ".join(told[1].split()))]

    assert discord.Permissions(**dict.fromkeys(named, True)) == PERMISSIONS


def test_every_setting_is_documented_once_with_its_default_and_no_other() -> None:
    rows = re.findall(r"^\| `RECORD_(\w+)` \| [^|]+ \| [^|]+ \| (.*?) \|", GUIDE, re.MULTILINE)

    expected = [
        (name.upper(), "none" if field.default is None else f"`{field.default}`")
        for name, field in Settings.model_fields.items()
    ]
    assert sorted(expected) == sorted(rows)


def test_the_example_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"^(RECORD_\w+)=", EXAMPLE, re.MULTILINE))

    assert {f"RECORD_{name.upper()}" for name in Settings.model_fields} == named


def test_the_guide_names_settings_that_exist() -> None:
    settings = {f"RECORD_{name.upper()}" for name in Settings.model_fields}

    assert set(re.findall(r"RECORD_\w+", GUIDE)) <= settings


def test_the_readme_is_read_in_one_go() -> None:
    assert README.count("\n") <= 130


def test_every_setting_in_the_example_has_a_comment() -> None:
    settings = EXAMPLE.strip().split("\n\n")

    assert [block for block in settings if not block.startswith("# ")] == []


def test_every_default_in_the_example_is_the_default() -> None:
    written = dict(re.findall(r"^RECORD_(\w+)=(.+)$", EXAMPLE, re.MULTILINE))

    expected = {
        name.upper(): str(field.default)
        for name, field in Settings.model_fields.items()
        if field.default is not None
    }
    assert expected == written


def test_the_privacy_statement_names_every_table_that_tells_of_people_or_places() -> None:
    telling = {"user", "actor", "question", "place", "settings"}
    tables = [table.name for table in metadata.sorted_tables if telling & set(table.columns.keys())]

    assert "feedback" in tables
    assert [name for name in tables if f"`{name}`" not in PRIVACY] == []


def test_the_privacy_statement_names_settings_and_commands_that_exist() -> None:
    settings = {f"RECORD_{name.upper()}" for name in Settings.model_fields}

    assert set(re.findall(r"RECORD_\w+", PRIVACY)) <= settings
    assert set(re.findall(r"`/(\w+(?: \w+)?)`", PRIVACY)) <= list_slash_commands()
    for days in re.findall(r"`RECORD_(\w+_DAYS)` \((\d+)\)", PRIVACY):
        assert str(Settings.model_fields[days[0].lower()].default) == days[1]


def test_every_target_that_messages_and_documents_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([\w./-]+):(?!=)", MAKEFILE.replace("$(VENV)", ".venv"), re.MULTILINE))
    code = [
        path.read_text(encoding="utf-8") for folder in ("bot", "index") for path in Path(folder).rglob("*.py")
    ]
    texts = [GUIDE, CONTRIBUTING, ARCHITECTURE, *code]
    named = {target for text in texts for target in re.findall(r"(?:^|[`'\"])make ([\w./-]*\w)", text, re.M)}

    assert {"test", "try", "bot", ".venv/ready"} <= named <= targets


def test_every_file_that_a_document_names_exists() -> None:
    text = "\n".join((ARCHITECTURE, CONTRIBUTING, GUIDE))
    named = re.findall(r"(?:`|python -m pytest )((?:bot|index|corpus|benchmarks|tests)/[\w./]*)`", text)
    linked = re.findall(r"\]\(([^):#]+)\)", README)

    assert [path for path in (*named, *linked) if not Path(path).exists()] == []


def test_every_benchmark_that_a_document_names_exists() -> None:
    named = re.findall(r"python -m (benchmarks(?:\.\w+)+)", GUIDE + ARCHITECTURE + CONTRIBUTING)
    paths = [Path(*module.split(".")) for module in named]

    assert len(named) > 10
    assert [path for path in paths if not path.is_dir() and not path.with_suffix(".py").exists()] == []


def test_the_site_asks_for_nothing_from_other_sites() -> None:
    site = yaml.safe_load(Path("mkdocs.yml").read_text(encoding="utf-8"))

    assert ["search"] == site["plugins"]
    assert site["theme"]["font"] is False
    assert {"extra_javascript", "analytics"}.isdisjoint({*site, *site["extra"]})
    assert [path for path in site["extra_css"] if not Path("docs", path).exists()] == []


def test_every_picture_in_the_readme_exists_is_small_and_is_described() -> None:
    pictures = re.findall(r'<img src="([^"]+)" width="\d+" alt="([^"]{20,})">', README)

    assert README.count("<img") == len(pictures) > 0
    assert [path for path, _ in pictures if not 0 < Path(path).stat().st_size < 150_000] == []


def test_every_dependency_has_a_line_among_the_decisions() -> None:
    project = Path("pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    names = re.findall(r'"([\w.-]+)[>=]', listed[1])

    table = PAGES["decisions"].partition("## Dependencies")[2]
    assert [name for name in names if name not in table.lower()] == []
