"""A minimal LangChain script that does the same as `python -m index ask`.

    python benchmarks/peers/smallest_langchain.py MODEL CORPUS STORE QUESTION

The first run splits, encodes and saves; later ones load and ask.
"""

import sys
from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

model, corpus, store, question = sys.argv[1:]
embeddings = HuggingFaceEmbeddings(model_name=model)
if not Path(store).exists():
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = splitter.create_documents([path.read_text() for path in Path(corpus).glob("*/*.md")])
    FAISS.from_documents(documents, embeddings).save_local(store)
loaded = FAISS.load_local(store, embeddings, allow_dangerous_deserialization=True)
for document in loaded.similarity_search(question, k=3):
    print(document.page_content)
