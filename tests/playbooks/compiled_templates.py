"""Templates that Ansible has compiled, in a folder from which later runs take them.

A run compiles every template of the playbooks and roles each time it meets it: a third of its time. What comes of it
follows from the template's text alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from ansible._internal._templating._jinja_bits import AnsibleEnvironment, _TemplateCompileContext
from jinja2.bccache import FileSystemBytecodeCache
from jinja2.environment import TemplateExpression


class CompiledTemplates:
    def __init__(self, folder: Path) -> None:
        self._files = FileSystemBytecodeCache(str(folder))
        self._known: dict[str, CodeType] = {}
        self._last: CodeType | None = None  # of an expression
        self._compile = AnsibleEnvironment.compile
        self._compile_expression = AnsibleEnvironment.compile_expression

    def use(self) -> None:
        """From now on, in this process and in its forks."""
        AnsibleEnvironment.compile = lambda *given, **options: self._template(*given, **options)
        AnsibleEnvironment.compile_expression = lambda *given, **options: self._expression(*given, **options)

    def _template(self, environment: Any, source: Any, **options: Any) -> Any:
        if isinstance(source, str) and not environment.overlayed and not options:  # an overlay has other delimiters
            return self._once(environment, f"template {source}", lambda: self._compile(environment, source))
        self._last = self._compile(environment, source, **options)
        return self._last

    def _expression(self, environment: Any, source: str, undefined_to_none: bool = True) -> TemplateExpression:
        if environment.overlayed:
            return self._compile_expression(environment, source, undefined_to_none)

        def compiled() -> CodeType | None:
            self._compile_expression(environment, source)
            return self._last

        code = self._once(environment, f"expression {source}", compiled)
        template = environment.template_class.from_code(environment, code, environment.make_globals(None))
        return TemplateExpression(template, undefined_to_none)

    def _once(self, environment: Any, what: str, compiled: Callable[[], CodeType | None]) -> CodeType | None:
        context = _TemplateCompileContext.current(optional=True)
        name = f"{bool(context and context.escape_backslashes)} {what}"
        if name not in self._known:
            file = self._files.get_bucket(environment, name, None, name)
            if file.code is None:
                file.code = compiled()
                self._files.set_bucket(file)
            self._known[name] = file.code
        return self._known[name]
