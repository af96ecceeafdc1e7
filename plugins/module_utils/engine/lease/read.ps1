# Which run holds this node, and until when by the node's own clock.
# A file of another owner can delay a run at most: write_lease refuses a folder that Administrators do not own.
# data: {"run", "until", "drained"}, the first two null where no run holds it; until is UTC, such as 2026-01-31 08:00:00
# drained: whether the run may write what recycles worker processes
param($Arguments, $Secrets)

$file = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\lease.json'
if (Test-Path -LiteralPath $file) {
    try {
        $lease = ConvertFrom-Json -InputObject (Get-Content -LiteralPath $file -Encoding UTF8 -Raw)
        @{ run = $lease.run; until = $lease.until; drained = $lease.drained }
    }
    # A computer that loses its power may leave a file with nothing in it.
    catch { throw "$file cannot be read: look at it, then remove it ($($_.Exception.GetBaseException().Message))" }
}
else { @{ run = $null; until = $null; drained = $false } }
