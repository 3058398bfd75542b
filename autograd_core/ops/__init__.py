"""The operations: their definitions, one family a file, and how they are executed.

Importing the package registers every family, in palette order.
"""

# isort: off
from . import creation as creation
from . import ranges as ranges
from . import filled as filled
from . import arithmetic as arithmetic
from . import binary as binary
from . import special_pairs as special_pairs
from . import ternary as ternary
from . import compare as compare
from . import bitwise as bitwise
from . import math as math
from . import unary as unary
from . import rounding as rounding
from . import special as special
from . import tests_of_numbers as tests_of_numbers
from . import reduction as reduction
from . import extremum as extremum
from . import scan as scan
from . import statistics as statistics
from . import sort as sort
from . import order as order
from . import differences as differences
from . import histogram as histogram
from . import searching as searching
from . import matrix as matrix
from . import shape as shape
from . import index as index
from . import views as views
from . import transposing as transposing
from . import view_names as view_names
from . import splitting as splitting
from . import scatter as scatter
from . import indexed as indexed
from . import masks as masks
from . import taking as taking
from . import joining as joining
from . import copying as copying
from . import random_ops as random_ops
from . import view_copies as view_copies
from . import internal as internal
from . import softmax as softmax
from . import activation as activation
from . import activation_gated as activation_gated
from . import loss as loss
from . import loss_likelihood as loss_likelihood
from . import loss_class as loss_class
from . import loss_binary as loss_binary
from . import loss_margin as loss_margin
from . import loss_similarity as loss_similarity
from . import distance as distance
from . import layer as layer
from . import embedding as embedding
from . import embedding_bag as embedding_bag
from . import dropout as dropout
from . import convolution as convolution
from . import padding as padding
from . import pooling_kernels as pooling_kernels
from . import pooling as pooling
from . import pooling_adaptive as pooling_adaptive
from . import unpooling as unpooling
from . import folding as folding
from . import interpolation as interpolation
from . import products as products
from . import tensor_products as tensor_products
from . import solvers as solvers
from . import decompositions as decompositions
from . import triangular as triangular
from . import lu as lu
from . import norms as norms
from . import matrix_functions as matrix_functions
from . import reflections as reflections
from . import grids as grids
# isort: on
