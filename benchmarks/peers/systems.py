"""The measured systems, by their names on the command line."""

from typing import Final, NamedTuple

from benchmarks.peers.figures import OURS, OURS_READING


class Measured(NamedTuple):
    """A module of this folder, and its ways of asking: name in tables to value of `--way`."""

    module: str
    ways: dict[str, str]


OUR_OWN: Final = Measured("ours", {OURS: "plain", OURS_READING: "reader"})

PEERS: Final = {
    "langchain": Measured(
        "langchain_faiss", {"LangChain + FAISS": "dense", "LangChain, FAISS and BM25": "hybrid"}
    ),
    "txtai": Measured("txtai_hybrid", {"txtai, hybrid": ""}),
    "chroma": Measured("chroma_store", {"Chroma": ""}),
    "llamaindex": Measured(
        "llamaindex_faiss", {"LlamaIndex + FAISS": "dense", "LlamaIndex, FAISS and BM25": "hybrid"}
    ),
    "haystack": Measured(
        "haystack_memory", {"Haystack, vectors": "dense", "Haystack, both joined": "hybrid"}
    ),
}

DEFAULT: Final = ("langchain", "txtai", "chroma")
