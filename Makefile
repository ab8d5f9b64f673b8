# Each target makes .venv and installs what it needs, once; nothing is installed again until what is asked for changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
ASKED := pyproject.toml constraints.txt
PEERS := .venv-bench
PEERS_ASKED := benchmarks/peers/requirements
PEERS_PIP := $(subst constraints.txt,$(PEERS)/constraints.txt,$(subst $(BIN),$(PEERS)/bin,$(PIP)))

.PHONY: ask try bot test check kill wheel bench peers pictures docs clean

ask: $(VENV)/ready
	@$(BIN)/python -m index ask "$(q)"

try: $(VENV)/ready-try
	@$(BIN)/python -m bot try

bot: $(VENV)/ready
	@$(BIN)/python -m bot

test: $(VENV)/ready-dev
	@$(BIN)/python -m pytest -m "not slow" --hypothesis-profile=quick

check: $(VENV)/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest --quiet --hypothesis-profile=full

kill: $(VENV)/ready-dev
	@RECORD_KILLS=1000 $(BIN)/python -m pytest --numprocesses=0 tests/index/test_killing.py

wheel:
	@PYTHON=$(PYTHON) .ci/wheel

bench: $(VENV)/ready-bench $(PEERS)/ready
	$(BIN)/python -m benchmarks.peers --python $(PEERS)/bin/python --write
	$(BIN)/python -m benchmarks.growth --large --write
	$(BIN)/python -m benchmarks.splitting
	$(BIN)/python -m benchmarks.speech
	$(BIN)/python -m benchmarks.quotations
	$(BIN)/python -m benchmarks.retrieval
	$(BIN)/python -m benchmarks.verification
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.near_duplicates
	$(BIN)/python -m benchmarks.asked_alike
	$(BIN)/python -m benchmarks.adding
	$(BIN)/python -m benchmarks.bot

# The comparison alone: `make peers options="--rounds 1"`; more=1 installs LlamaIndex and Haystack as well.
peers: $(VENV)/ready $(PEERS)/$(if $(more),ready-more,ready)
	$(BIN)/python -m benchmarks.peers --python $(PEERS)/bin/python $(options)

pictures: $(VENV)/ready-pictures
	@$(BIN)/python docs/pictures.py $(if $(chromium),--chromium $(chromium))

docs: $(VENV)/ready-docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

clean:
	rm -rf $(VENV) $(PEERS) site build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(ASKED) | $(VENV)/bin/python
	@echo "Installing what the program needs; this takes some minutes the first time …"
	@$(PIP) --editable .
	@touch $@

$(VENV)/ready-try: $(VENV)/ready
	@$(PIP) --editable '.[try]'
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@echo "Installing what the tests need …"
	@$(PIP) --editable '.[try,dev]'
	@touch $@

$(VENV)/ready-bench: $(VENV)/ready-dev
	@$(PIP) --editable '.[bench]'
	@touch $@

$(VENV)/ready-pictures: $(VENV)/ready-try
	@$(PIP) --editable '.[pictures]'
	@touch $@

$(VENV)/ready-docs: $(VENV)/ready
	@$(PIP) --editable '.[docs]'
	@touch $@

$(PEERS)/bin/python:
	@echo "Making $(PEERS) …"
	@$(PYTHON) -m venv $(PEERS)

# LangChain takes no later version of huggingface-hub than 1.
$(PEERS)/constraints.txt: constraints.txt | $(PEERS)/bin/python
	@grep --invert-match '^huggingface-hub==' $< > $@

$(PEERS)/ready: $(PEERS_ASKED).txt $(PEERS)/constraints.txt | $(PEERS)/bin/python
	@echo "Installing what this project is compared with; this takes some minutes the first time …"
	@$(PEERS_PIP) --requirement $(PEERS_ASKED).txt
	@touch $@

$(PEERS)/ready-more: $(PEERS)/ready $(PEERS_ASKED)-more.txt
	@$(PEERS_PIP) --requirement $(PEERS_ASKED)-more.txt
	@touch $@
