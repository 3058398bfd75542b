"""The operations: their definitions, one family a file, and how they are executed.

Importing the package registers every family, in palette order.
"""

from __future__ import annotations

from . import creation as creation
from . import arithmetic as arithmetic
from . import reduction as reduction
