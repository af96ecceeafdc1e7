# The accounts whose logon failed after a run of ours had set the identity of a pool on this node.
# data: {"failed_logons": [{account, time: UTC}]}
param($Arguments, $Secrets)

#uses node/own_folder.ps1
#uses facts/failed_logons/notes.ps1

@{ failed_logons = @(foreach ($one in Read-FailedLogons) { @{ account = [string] $one.account; time = [string] $one.time } }) }
