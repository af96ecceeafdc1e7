# Whether this session gets the token of an account by its name, and what .NET says where it does not: by each name that the
# domain may know it by.
# arguments: {"accounts": [names]}; the account that connects is asked about as well
# data: {"tokens": [{account, principal, groups: number or null, type, number, message, ms}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

$computer = Get-CimInstance -ClassName Win32_ComputerSystem

function Get-PrincipalName($Name) {
    $domain, $user = $Name.Split('\')
    if (-not $user) { return $Name }
    if ($computer.PartOfDomain) { "$user@$($computer.Domain)" }
    "$user@$domain"
}

# .NET shows the text of an error of Windows without its number.
function Get-ErrorNumber($Text) {
    foreach ($number in 1312, 1326) {
        $known = New-Object -TypeName ComponentModel.Win32Exception -ArgumentList $number
        if ($Text.TrimEnd('.') -eq $known.Message.Trim().TrimEnd('.')) { return $number }
    }
    $null
}

function Get-Token($Account, $Principal) {
    $before = $clock.ElapsedMilliseconds
    $answer = @{ account = [string] $Account; principal = [string] $Principal; groups = $null; type = ''; number = $null; message = '' }
    try {
        $identity = New-Object -TypeName Security.Principal.WindowsIdentity -ArgumentList $Principal
        try { $answer.groups = @($identity.get_Groups()).Count } finally { $identity.Dispose() }
    }
    catch {
        $problem = $_.Exception.GetBaseException()
        $answer.type = [string] $problem.GetType().FullName
        $answer.message = $problem.Message.Trim()
        $answer.number = Get-ErrorNumber $answer.message
    }
    $answer.ms = [int] ($clock.ElapsedMilliseconds - $before)
    $answer
}

$accounts = @([Security.Principal.WindowsIdentity]::GetCurrent().Name) + @($Arguments.accounts)
$tokens = @(foreach ($account in $accounts) { foreach ($principal in Get-PrincipalName $account) { Get-Token $account $principal } })
@{ tokens = $tokens; ms = [int] $clock.ElapsedMilliseconds }
