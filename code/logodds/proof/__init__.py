"""Claims that are proved when they are written. ``from logodds.proof import *`` gives a chapter its blackboard.

Statements are SymPy objects; ``claim``, ``derivation``, ``refute`` and ``define`` judge them. How the verdicts are reached:
``decide`` (the order of the questions), ``normal`` and ``signs`` (the first engine), ``points`` (the second engine),
``steps`` (the rules of a chain), ``domain`` (hypotheses), ``display`` (what the reader sees).
"""

from sympy import (Abs, And, Derivative, E, Eq, Equivalent, Function, Ge, Gt, Implies, IndexedBase, Integer, Integral, KroneckerDelta,
                   Le, Limit, Lt, Max, Min, Ne, Product, Rational, Sum, Symbol, exp, log, oo, pi, sqrt, symbols, tanh)

from .claim import Claim, NotProved, claim, define, derivation, recall, refute
from .words import (Concave, Convex, Decreasing, Increasing, Maximum, Minimum, as_written, logistic, logit, named, odds, softplus)

Iff = Equivalent

__all__ = [name for name in dir() if not name.startswith("_") and name not in
           ("claim_module", "decide", "display", "domain", "normal", "points", "signs", "steps", "words")]
