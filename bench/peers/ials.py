"""ALS of `implicit` on the pairs that bench/train/ials.ts wrote: prints one line of JSON for each iteration.

usage: ials.py FOLDER FACTORS ALPHA REGULARIZATION ITERATIONS THREADS
"""

import json
import os
import resource
import sys

THREADS = int(sys.argv[6])
# implicit multiplies rows in threads of its own; those of the library below it would be in their way.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import implicit
import numpy
import scipy.sparse
from implicit.cpu.als import AlternatingLeastSquares

PLACES = 20
SHOPPERS_MAX = 3000


def load(folder, name, shape):
    starts = numpy.fromfile(f"{folder}/{name}.starts", numpy.int32)
    columns = numpy.fromfile(f"{folder}/{name}.columns", numpy.int32)
    return scipy.sparse.csr_matrix((numpy.ones(len(columns), numpy.float32), columns, starts), shape)


def ndcg(model, train, test):
    """As ndcgAt of src/evaluation/rank-metrics.ts has it, of evenly spread shoppers who have something to find."""
    shoppers = numpy.flatnonzero(numpy.diff(test.indptr) > 0)
    shoppers = shoppers[:: max(1, len(shoppers) // SHOPPERS_MAX)]
    discounts = 1 / numpy.log2(numpy.arange(PLACES) + 2)
    total = 0.0
    for shopper in shoppers:
        scores = model.item_factors @ model.user_factors[shopper]
        scores[train.indices[train.indptr[shopper] : train.indptr[shopper + 1]]] = -numpy.inf
        best = numpy.argpartition(-scores, PLACES)[:PLACES]
        best = best[numpy.argsort(-scores[best], kind="stable")]
        relevant = test.indices[test.indptr[shopper] : test.indptr[shopper + 1]]
        total += numpy.isin(best, relevant) @ discounts / discounts[: len(relevant)].sum()
    return total / len(shoppers)


def main():
    folder, factors, alpha, regularization, iterations = sys.argv[1:6]
    shape = tuple(numpy.fromfile(f"{folder}/shape", numpy.int32))
    train, test = load(folder, "train", shape), load(folder, "test", shape)
    model = AlternatingLeastSquares(
        factors=int(factors),
        alpha=float(alpha),
        regularization=float(regularization),
        iterations=int(iterations),
        num_threads=THREADS,
        random_state=1,
    )
    spent = 0.0

    def after(iteration, seconds, _loss):
        nonlocal spent
        spent += seconds
        print(json.dumps({
            "epochs": iteration + 1,
            "seconds": spent,
            "ndcg": ndcg(model, train, test) if test.nnz > 0 else None,
            "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "version": implicit.__version__,
        }), flush=True)

    model.fit(train, show_progress=False, callback=after)


main()
