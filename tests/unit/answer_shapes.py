"""The shape of an answer, looked at."""


def texts(shape, where=""):
    """The paths of all texts in a shape."""
    if isinstance(shape, dict):
        return {path for name, inner in shape.items() for path in texts(inner, f"{where}.{name}" if where else name)}
    if isinstance(shape, list):
        return texts(shape[0], where)
    if isinstance(shape, tuple) and any(isinstance(one, list | dict) for one in shape):
        return {path for one in shape for path in texts(one, where)}
    return {where} if str in (shape if isinstance(shape, tuple) else (shape,)) else set()
