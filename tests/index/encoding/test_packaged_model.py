"""The model that is installed with the program."""

import sys

from tokenizers import Tokenizer

from index.encoding.packaged_model import DEFAULT_MODEL, find_packaged_model, make_tokenizer


def test_the_packaged_model_is_the_expected_one_and_is_found_without_running_its_package() -> None:
    folder = find_packaged_model()

    assert {"model.safetensors", "tokenizer.json", "modules.json"} <= {path.name for path in folder.iterdir()}
    assert folder.parent.name not in sys.modules
    assert "sentence-transformers/all-MiniLM-L6-v2" == DEFAULT_MODEL


def test_a_tokenizer_is_the_one_of_the_packaged_file_however_others_are_set_up() -> None:
    other, own = make_tokenizer(), make_tokenizer()
    other.no_padding()
    other.enable_truncation(8)

    file = Tokenizer.from_file(str(find_packaged_model() / "tokenizer.json"))
    file.no_padding()
    file.no_truncation()
    assert file.to_str() == own.to_str()
    for text in ("Who said it?", "naïve [SEP] [MASK] 誰が 🙂", ""):
        assert file.encode(text, "a pair").ids == own.encode(text, "a pair").ids
