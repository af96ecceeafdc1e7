# The lease as it stands on this node. One that is damaged, or that the account of another user may have written, is none:
# it would keep every run away for ever. Payloads begin with these lines, after own_folder.ps1: all of them become one line there.
function Read-Lease {
    $free = @{ run = $null; until = $null; drained = $false }
    try {
        $lease = Read-OwnFile 'lease.json'
        if ($lease.run -isnot [string] -or $lease.until -isnot [string] -or $lease.drained -isnot [bool]) { return $free }
        @{ run = $lease.run; until = $lease.until; drained = $lease.drained }
    }
    catch { return $free }
}
