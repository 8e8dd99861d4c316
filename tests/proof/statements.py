"""Statements with known answers, for the proof checker to be tried on: true ones, and subtly false ones.

``statements_true`` and ``statements_false`` hold the two lists. Here is what they share: the letters, and
``Statement``.
"""

from dataclasses import dataclass

from sympy import Function, IndexedBase, Symbol, symbols

from logodds.proof import as_written, claim

a, b, c, d, h, o, p, q, s, t, u, v, w, x, y = symbols("a b c d h o p q s t u v w x y", real=True)
n, K, N = symbols("n K N", integer=True, positive=True)
none = Symbol("none", integer=True, nonnegative=True)  # how many there are, perhaps 0
i, j, k, l, m, r = symbols("i j k l m r", integer=True)
X, Y, Z, P, Q, T, W, A, B = (IndexedBase(name, real=True) for name in "X Y Z P Q T W A B".split())
f, g = (Function(name, real=True) for name in "f g".split())

# 0 for n = 1, ..., 6, the sizes that a checker tries first; 720 for n = 7.
far = (n - 1) * (n - 2) * (n - 3) * (n - 4) * (n - 5) * (n - 6)


@dataclass(frozen=True)
class Statement:
    """A statement under its hypotheses.

    ``demanded`` is what the checker must say: 'proved', 'refuted', or 'undecided' where it need not find
    the answer (but must not find the wrong one).
    """

    name: str
    statement: object
    given: tuple = ()
    demanded: str = ""
    using: object = tuple  # a function that makes the claims used

    def judged(self):
        """The claim, if the checker proves it; else NotProved, or TypeError for what is no statement."""
        with as_written:
            return claim(f"statement.{self.name}", self.statement, given=self.given, using=self.using())
