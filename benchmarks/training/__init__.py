"""Learning the numbers of `index/answering/weights.json` and of `index/judging/model/`."""
