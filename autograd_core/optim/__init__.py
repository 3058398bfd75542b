"""``torch.optim``: optimizers and, in ``lr_scheduler``, schedules of their learning rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..offers import missing as _missing
from . import lr_scheduler as lr_scheduler
from .adam import Adam as Adam
from .adam import AdamW as AdamW
from .adaptive import Adadelta as Adadelta
from .adaptive import Adagrad as Adagrad
from .adaptive import RMSprop as RMSprop
from .optimizer import Optimizer as Optimizer
from .sgd import SGD as SGD

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...
else:
    __getattr__ = _missing("torch.optim", globals())
