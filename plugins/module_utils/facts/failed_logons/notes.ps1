# The accounts whose logon failed after a run of ours had set the identity of a pool, in a file of ours, until one works.
# No password is in it, and nothing that is made of one. Payloads begin with these lines: all of them become one line there.
$failedLogons = Join-Path -Path $ownFolder -ChildPath 'configuration\failed_logons.json'

# [{account, time: UTC}]
function Read-FailedLogons {
    try { foreach ($one in Read-OwnFile 'configuration\failed_logons.json') { if ($one.account -is [string] -and $one.time -is [string]) { $one } } }
    catch { return }
}
