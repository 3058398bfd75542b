"""``torch.optim``: optimizers and, in ``lr_scheduler``, schedules of their learning rates.

They are imported when they are first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..offers import imported_later as _imported_later
from ..offers import missing as _missing

_HOMES = {
    "": "lr_scheduler",
    "adam": "Adam AdamW",
    "adaptive": "Adadelta Adagrad RMSprop",
    "optimizer": "Optimizer",
    "sgd": "SGD",
}


_later = _imported_later(__name__, _HOMES)

if TYPE_CHECKING:
    from . import lr_scheduler as lr_scheduler
    from .adam import Adam as Adam
    from .adam import AdamW as AdamW
    from .adaptive import Adadelta as Adadelta
    from .adaptive import Adagrad as Adagrad
    from .adaptive import RMSprop as RMSprop
    from .optimizer import Optimizer as Optimizer
    from .sgd import SGD as SGD

    def __getattr__(name: str) -> Any: ...
else:
    __getattr__ = _missing("torch.optim", globals())


def __dir__() -> list[str]:
    return sorted({*globals(), *_later})
