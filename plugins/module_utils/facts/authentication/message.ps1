# The text of an error in one line. Payloads begin with these lines: all of them become one line there.
function Get-Message($Failure) {
    ($Failure.Exception.GetBaseException().Message -replace '\s+', ' ').Trim()
}
