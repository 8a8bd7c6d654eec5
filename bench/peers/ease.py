"""EASE by numpy and LAPACK on the matrix that bench/train/ease.ts wrote: prints one line of JSON.

usage: ease.py FOLDER L2
"""

import json
import resource
import sys
import time

import numpy
import scipy.sparse
from scipy.linalg import lapack

folder, l2 = sys.argv[1], float(sys.argv[2])
rows, items = numpy.fromfile(f"{folder}/shape", numpy.int32)
starts = numpy.fromfile(f"{folder}/starts", numpy.int32)
columns = numpy.fromfile(f"{folder}/columns", numpy.int32)
pairs = numpy.fromfile(f"{folder}/pairs", numpy.int32).reshape(-1, 2)

started = time.perf_counter()
touched = scipy.sparse.csr_matrix((numpy.ones(len(columns), numpy.float32), columns, starts), (rows, items))
# Fortran order, so that LAPACK works in place.
gram = numpy.asfortranarray((touched.T @ touched).toarray(order="F"))
gram[numpy.diag_indices(items)] += numpy.float32(l2)
factor, _ = lapack.spotrf(gram, lower=1, overwrite_a=1)
inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
diagonal = inverse.diagonal().copy()
# The lower triangle is filled; links are read as −P[i, j] / P[j, j].
links = [-float(inverse[max(i, j), min(i, j)] / diagonal[j]) for i, j in pairs]
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - started,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "links": links,
        }
    )
)
