# A value of the registry, null where it does not exist. Payloads begin with these lines: all of them become one line there.
# Get-ItemProperty of a value that does not exist is an error; a key without it is an ordinary answer.
function Get-RegistryValue($Path, $Name) {
    if (Test-Path -LiteralPath $Path) {
        $values = Get-ItemProperty -LiteralPath $Path
        if ($values -and $values.PSObject.Properties.Match($Name).Count) { return $values.$Name }
    }
    # $null, not nothing at all, which ConvertTo-Json of 5.1 prints as {}.
    $null
}
