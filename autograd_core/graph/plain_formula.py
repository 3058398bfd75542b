"""LaTeX of the operations' formulas as one line of plain text."""

from __future__ import annotations

import re

_SYMBOLS = {
    r"\cdot": "·",
    r"\times": "×",
    r"\odot": "⊙",
    r"\partial": "∂",
    r"\sum": "Σ",
    r"\prod": "Π",
    r"\sigma": "σ",
    r"\alpha": "α",
    r"\beta": "β",
    r"\pi": "π",
    r"\top": "T",
    r"\infty": "∞",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\le": "≤",
    r"\ge": "≥",
    r"\neq": "≠",
    r"\ne": "≠",
    r"\ldots": "…",
    r"\dots": "…",
    r"\to": "→",
    r"\in": "∈",
    r"\lvert": "|",
    r"\rvert": "|",
    r"\Gamma": "Γ",
    r"\Lambda": "Λ",
    r"\Phi": "Φ",
    r"\Sigma": "Σ",
    r"\epsilon": "ε",
    r"\lambda": "λ",
    r"\mu": "μ",
    r"\psi": "ψ",
    r"\zeta": "ζ",
    r"\approx": "≈",
    r"\bigvee": "⋁",
    r"\bigwedge": "⋀",
    r"\cdots": "…",
    r"\gg": "≫",
    r"\ll": "≪",
    r"\land": "∧",
    r"\lor": "∨",
    r"\neg": "¬",
    r"\oplus": "⊕",
    r"\otimes": "⊗",
    r"\sim": "∼",
    r"\star": "⋆",
    r"\lVert": "‖",
    r"\rVert": "‖",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\vert": "|",
    r"\bar": "mean ",
    r"\|": "‖",
    r"\&": "&",
    r"\_": "_",
    r"\ ": " ",
    r"\left": "",
    r"\right": "",
    r"\quad": "  ",
    r"\,": " ",
    r"\;": " ",
    r"\!": "",
    r"\{": "{",
    r"\}": "}",
}
_SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUBSCRIPTS = dict(zip("ijkmn0123456789", "ᵢⱼₖₘₙ₀₁₂₃₄₅₆₇₈₉", strict=True))
_INDEX = re.compile(r"_(?:\{([ijkmn0-9]+)\}|([ijkmn0-9]))")
_NAMED = re.compile(
    r"\\(?:operatorname|mathrm|text|mathbf|mathbin|mathbb|mathcal|overline)\s*\{([^{}]*)\}"
)
_FRACTION = re.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}(\s*\\,)?")
_WHOLE = re.compile(r"√?\([^()]*\)|\\lVert[^|]*\\rVert")
"""What needs no parentheses, whatever is in it."""
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_POWER = re.compile(r"\^(?:\{([0-9n+-]+)\}|([0-9n]))")
_SCRIPT = re.compile(r"([_^])\{([^{}]*)\}")
_GROUP = re.compile(r"\{([^{}]*)\}")
_RUN_ON = re.compile(r"(?<=[\w)\]])(?=\\[A-Za-z])")
_COMMAND = re.compile(r"\\([A-Za-z]+)")


def plain(latex: str) -> str:
    r"""The formula without LaTeX: `\frac{1}{a^{2}}` becomes `1 / a²`."""
    text = _NAMED.sub(r"\1", latex)
    text = _POWER.sub(lambda f: (f.group(1) or f.group(2)).translate(_SUPERSCRIPTS), text)
    text = _INDEX.sub(
        lambda f: "".join(_SUBSCRIPTS[c] for c in f.group(1) or f.group(2)), text
    )
    before = ""
    while text != before:
        # from the inside out: what is in braces has none left itself
        before = text
        text = _SCRIPT.sub(lambda f: f.group(1) + _grouped(f.group(2), True), text)
        text = _ROOT.sub(lambda f: "√" + _under_root(f.group(1)), text)
        text = _FRACTION.sub(_divided, text)
    for command, symbol in sorted(_SYMBOLS.items(), key=lambda pair: -len(pair[0])):
        if command[-1].isalpha():
            text = re.sub(re.escape(command) + r"(?![A-Za-z])", symbol, text)
        else:
            text = text.replace(command, symbol)
    text = _COMMAND.sub(r"\1", _RUN_ON.sub(" ", text))
    while _GROUP.search(text):
        text = _GROUP.sub(lambda f: _grouped(f.group(1)), text)
    text = re.sub(r"([|‖]) (\S+) \1", r"\1\2\1", " ".join(text.split()))
    return text.replace("∂ ", "∂")


def _under_root(text: str) -> str:
    """In parentheses, if it is more than one name or number."""
    return text.strip() if re.fullmatch(r"\\?\w+", text.strip()) else f"({text.strip()})"


def _divided(fraction: re.Match[str]) -> str:
    """A fraction in one line; a factor after it must not be read as one of what divides."""
    divisor = fraction.group(2).strip()
    found = _grouped(divisor)
    outside = re.sub(r"\([^()]*\)|\\[a-z]+ ", "", divisor)
    if found == divisor and not _WHOLE.fullmatch(divisor):
        product = re.search(r"\S\s+[\w√(\\]|\w√|\\,", outside)
        found = f"({divisor})" if product else divisor
    return f"{_grouped(fraction.group(1))} / {found} " + (r"\cdot " if fraction.group(3) else "")


def _grouped(text: str, script: bool = False) -> str:
    """The text, in parentheses where it would otherwise be read apart."""
    text = text.strip()
    closed = _WHOLE.fullmatch(text) or (text.startswith("(") and text.endswith(")"))
    apart = any(c in text for c in "+-·×/ ") and not closed
    return f"({text})" if apart and (script or any(c in text for c in "+-/·")) else text
