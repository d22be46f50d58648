"""Parameters of notebooks in Java, for papermill.

papermill writes a cell that sets the parameters behind the one tagged "parameters". In Java that cell assigns, so that a
parameter keeps the type with which it was declared, and a value of another type is an error.
"""

import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

INT = range(-(2**31), 2**31)
DECLARATION = re.compile(
    r"^[ \t]*(?:(?:final|static|public|private)\s+)*([\w.$]+(?:<[^=;]*>)?(?:\[\])*)\s+(\w+)\s*=\s*([^;]*);[ \t]*(?://[ \t]*(.*))?$",
    re.MULTILINE,
)


class JavaTranslator(Translator):
    """Python's values as Java."""

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_int(cls, val):
        return str(val) if val in INT else f"{val}L"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "Double.NaN"
        if math.isinf(val):
            return "Double.POSITIVE_INFINITY" if val > 0 else "Double.NEGATIVE_INFINITY"
        return repr(float(val))

    @classmethod
    def translate_str(cls, val):
        return json.dumps(str(val))

    @classmethod
    def translate_escaped_str(cls, str_val):
        return json.dumps(str(str_val))

    @classmethod
    def translate_list(cls, val):
        return f"java.util.List.of({', '.join(cls.translate(each) for each in val)})"

    @classmethod
    def translate_tuple(cls, val):
        return cls.translate_list(val)

    @classmethod
    def translate_dict(cls, val):
        entries = (f"java.util.Map.entry({cls.translate(str(key))}, {cls.translate(each)})" for key, each in val.items())
        return f"java.util.Map.ofEntries({', '.join(entries)})"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"{name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        return [
            Parameter(name=name, inferred_type_name=kind, default=default.strip(), help=(comment or "").strip())
            for kind, name, default, comment in DECLARATION.findall(parameters_cell["source"])
        ]


papermill_translators.register("java", JavaTranslator)


class Engine(NBClientEngine):
    """The usual engine: papermill loads it when it starts, and with it the translator."""
