PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-train browser check samples picture bench clean

demo: .venv/demo.stamp
	mkdir -p build/demo
	$(BIN)/bitext align corpora/samples/raw/municipal-meeting.zh.txt corpora/samples/raw/municipal-meeting.en.txt -o build/demo/municipal-meeting.tsv
	$(BIN)/bitext flag build/demo/municipal-meeting.tsv -o build/demo/flags.tsv
	@echo "The aligned pair: build/demo/municipal-meeting.tsv (offsets and signature: build/demo/municipal-meeting.tsv.json)"
	@echo "What is flagged in it: build/demo/flags.tsv"

test: .venv/dev.stamp browser
	$(MAKE) check

# What the tests of the review in a browser need from Debian. Where it cannot be had they are skipped, and say so.
browser:
	@if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -q 'Noto Sans CJK'; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		(apt-get -qq update && apt-get -qq install --no-install-recommends -y chromium fonts-noto-cjk) >/dev/null \
			|| echo "no Chromium: the browser tests are skipped"; \
	else echo "no Chromium (apt-get install chromium fonts-noto-cjk): the browser tests are skipped"; fi

# Runs notebooks/training.ipynb, a tiny Transformer included, which needs PyTorch and some minutes.
test-train: .venv/dev.stamp
	$(BIN)/pip install --quiet torch
	mkdir -p build
	$(BIN)/jupyter nbconvert --to notebook --execute --output-dir build notebooks/training.ipynb

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

.venv/demo.stamp: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/dev.stamp: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ .venv/demo.stamp

# Builds the sample documents from corpora/samples/beads; without fpdf2 and its fonts (see corpora/samples/README.md) the
# two PDF files are left as they are.
samples: .venv/dev.stamp
	$(BIN)/python -m corpora.build

# Draws the picture in the README anew, from what the toolkit makes of a sample pair today.
picture: .venv/demo.stamp
	$(BIN)/python docs/picture.py

# Measures time and memory, and writes them into docs/performance.md. The other aligners are measured where they are installed.
bench: .venv/dev.stamp
	$(BIN)/python -m tests.benchmarks.speed

clean:
	rm -rf .venv build
