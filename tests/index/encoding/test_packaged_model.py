"""The model that is installed with the program."""

import sys

from index.encoding.packaged_model import NAME, find_packaged_model


def test_the_packaged_model_is_the_expected_one_and_is_found_without_running_its_package() -> None:
    folder = find_packaged_model()

    assert {"model.safetensors", "tokenizer.json", "modules.json"} <= {path.name for path in folder.iterdir()}
    assert folder.parent.name not in sys.modules
    assert "sentence-transformers/all-MiniLM-L6-v2" == NAME
