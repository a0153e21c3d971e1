"""The sample document pairs and what builds their files; `python -m corpora.build` makes them anew."""
