"""LightGBM on the rows that bench/train/ranker.ts wrote: prints one line of JSON for each number of threads.

usage: ranker.py FOLDER FEATURES TREES LEAVES THREADS...
"""

import json
import sys
import time

import lightgbm
import numpy

PLACES = 10


def load(folder, name, features):
    values = numpy.fromfile(f"{folder}/{name}.values", numpy.float32).reshape(-1, features)
    labels = numpy.fromfile(f"{folder}/{name}.labels", numpy.uint8)
    starts = numpy.fromfile(f"{folder}/{name}.starts", numpy.int32)
    return values, labels, starts


def ndcg(labels, scores, starts):
    """As groupNdcg of src/models/ranker/rank-rows.ts has it: groups with nothing right count as 1."""
    discounts = 1 / numpy.log2(numpy.arange(PLACES) + 2)
    total = 0.0
    for start, end in zip(starts[:-1], starts[1:]):
        gains = 2.0 ** labels[start:end] - 1
        best = numpy.sort(gains)[::-1][:PLACES]
        ideal = best @ discounts[: len(best)]
        shown = gains[numpy.argsort(-scores[start:end], kind="stable")[:PLACES]]
        total += 1.0 if ideal == 0 else (shown @ discounts[: len(shown)]) / ideal
    return total / (len(starts) - 1)


def main():
    folder, features, trees, leaves, *threads = sys.argv[1:]
    values, labels, starts = load(folder, "train", int(features))
    test_values, test_labels, test_starts = load(folder, "test", int(features))
    for count in map(int, threads):
        options = {
            "objective": "lambdarank",
            "num_leaves": int(leaves),
            "learning_rate": 0.1,
            "num_threads": count,
            "verbose": -1,
        }
        began = time.perf_counter()
        data = lightgbm.Dataset(values, labels, group=numpy.diff(starts), params=options)
        model = lightgbm.train(options, data, int(trees))
        seconds = time.perf_counter() - began
        scores = model.predict(test_values, num_threads=count)
        print(json.dumps({
            "threads": count,
            "seconds": seconds,
            "ndcg": ndcg(test_labels, scores, test_starts),
            "version": lightgbm.__version__,
        }), flush=True)


main()
