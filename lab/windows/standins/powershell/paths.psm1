# The engine off Windows joins with a slash; messages and comparisons of a payload know backslashes.

function Join-Path {
    foreach ($parent in $Path) { $parent.TrimEnd('\', '/') + '\' + $ChildPath.TrimStart('\', '/') }
}
