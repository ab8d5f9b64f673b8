"""Whether a wheel holds what it must, and answered what it was asked. `wheel` runs this, beside both."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

EXPECTED = ("index/py.typed", "index/__init__.pyi", "bot/py.typed", "licenses/LICENSE", "licenses/NOTICE")

files = ZipFile(sys.argv[1]).namelist()
assert [end for end in EXPECTED if not any(name.endswith(end) for name in files)] == []
assert {"bot", "index"} == {name.partition("/")[0] for name in files if ".dist-info/" not in name}

for package in ("bot", "index"):
    spec = find_spec(package)
    assert spec and spec.origin and Path(spec.origin).is_relative_to(sys.prefix), (
        f"{package} is not the wheel's"
    )

answer = json.loads(Path("answer.json").read_text(encoding="utf-8"))
[article] = Path("starter/article").iterdir()
words = " ".join(article.read_text(encoding="utf-8").split())
quoted = [" ".join(quotation["text"].split()) for quotation in answer["quotations"]]
assert quoted, "Nothing was quoted."
assert all(text in words for text in quoted), f"Not in the article: {quoted}"
sys.stdout.write(f"The wheel quotes: {quoted[0]}\n")
