"""``torch.nn``: modules, and ``nn.functional``, the operations behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..offers import missing as _missing
from ..parameter import Parameter as Parameter
from . import functional as functional
from . import init as init
from . import modules as modules
from . import utils as utils
from .modules import activation as _activation
from .modules import loss as _loss
from .modules import padding as _padding
from .modules import pooling as _pooling
from .modules.activation import PReLU as PReLU
from .modules.activation import Softmax2d as Softmax2d
from .modules.container import ModuleDict as ModuleDict
from .modules.container import ModuleList as ModuleList
from .modules.container import ParameterDict as ParameterDict
from .modules.container import ParameterList as ParameterList
from .modules.container import Sequential as Sequential
from .modules.conv import Conv1d as Conv1d
from .modules.conv import Conv2d as Conv2d
from .modules.conv import Conv3d as Conv3d
from .modules.conv import ConvTranspose1d as ConvTranspose1d
from .modules.conv import ConvTranspose2d as ConvTranspose2d
from .modules.conv import ConvTranspose3d as ConvTranspose3d
from .modules.linear import Bilinear as Bilinear
from .modules.linear import Embedding as Embedding
from .modules.linear import Flatten as Flatten
from .modules.linear import Identity as Identity
from .modules.linear import Linear as Linear
from .modules.linear import Unflatten as Unflatten
from .modules.module import Module as Module
from .modules.normalization import BatchNorm1d as BatchNorm1d
from .modules.normalization import BatchNorm2d as BatchNorm2d
from .modules.normalization import BatchNorm3d as BatchNorm3d
from .modules.normalization import GroupNorm as GroupNorm
from .modules.normalization import InstanceNorm1d as InstanceNorm1d
from .modules.normalization import InstanceNorm2d as InstanceNorm2d
from .modules.normalization import InstanceNorm3d as InstanceNorm3d
from .modules.normalization import LayerNorm as LayerNorm
from .modules.normalization import RMSNorm as RMSNorm

for _table in (_activation, _loss, _pooling, _padding):
    globals().update(_table.CLASSES)
    vars(_table).update(_table.CLASSES)

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...
else:
    __getattr__ = _missing("torch.nn", globals())
