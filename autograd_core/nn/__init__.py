"""``torch.nn``: modules, and ``nn.functional``, the operations behind them.

Modules are imported when they are first asked for, so that who only computes does not wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..offers import imported_later as _imported_later
from ..offers import missing as _missing
from ..parameter import Parameter as Parameter
from . import functional as functional

_HOMES = {
    "": "init modules parameter utils",
    "modules.activation": "AlphaDropout CELU Dropout Dropout1d Dropout2d Dropout3d ELU "
    "FeatureAlphaDropout GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid "
    "LogSoftmax Mish PReLU RReLU ReLU ReLU6 SELU Sigmoid SiLU Softmax Softmax2d Softmin Softplus "
    "Softshrink Softsign Tanh Tanhshrink Threshold",
    "modules.attention": "MultiheadAttention",
    "modules.container": "ModuleDict ModuleList ParameterDict ParameterList Sequential",
    "modules.conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "modules.linear": "Bilinear Embedding Flatten Identity Linear Unflatten",
    "modules.loss": "BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CosineSimilarity "
    "CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss MSELoss "
    "MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss "
    "PairwiseDistance PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss "
    "TripletMarginWithDistanceLoss",
    "modules.module": "Module",
    "modules.normalization": "BatchNorm1d BatchNorm2d BatchNorm3d GroupNorm InstanceNorm1d "
    "InstanceNorm2d InstanceNorm3d LayerNorm RMSNorm",
    "modules.padding": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d "
    "ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d "
    "ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d",
    "modules.pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d "
    "AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d ChannelShuffle Fold "
    "LPPool1d LPPool2d LPPool3d LocalResponseNorm MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d "
    "MaxUnpool2d MaxUnpool3d PixelShuffle PixelUnshuffle Unfold",
    "modules.rnn": "GRU GRUCell LSTM LSTMCell RNN RNNCell",
    "modules.upsampling": "Upsample UpsamplingBilinear2d UpsamplingNearest2d",
}


_later = _imported_later(__name__, _HOMES)

if TYPE_CHECKING:
    from . import init as init
    from . import modules as modules
    from . import utils as utils
    from .modules.container import ModuleDict as ModuleDict
    from .modules.container import ModuleList as ModuleList
    from .modules.container import ParameterDict as ParameterDict
    from .modules.container import ParameterList as ParameterList
    from .modules.container import Sequential as Sequential
    from .modules.conv import Conv1d as Conv1d
    from .modules.conv import Conv2d as Conv2d
    from .modules.conv import Conv3d as Conv3d
    from .modules.linear import Embedding as Embedding
    from .modules.linear import Linear as Linear
    from .modules.module import Module as Module

    def __getattr__(name: str) -> Any: ...
else:
    __getattr__ = _missing("torch.nn", globals())


def __dir__() -> list[str]:
    return sorted({*globals(), *_later})
