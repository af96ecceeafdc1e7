# state.user_rights: which accounts have which user rights. secedit.exe shows and changes them, as a file; policies that set some of
# them are shown by RSOP_UserPrivilegeRight.

# Rights that no account has are left out; SIDs have a star, names have none.
$seceditRefuses = ''  # an option; a job's test sets it

function secedit.exe {
    $given = @{}
    $option = ''
    foreach ($word in $args) {
        if ("$word".StartsWith('/')) { $option = "$word"; $given[$option] = $true } else { $given[$option] = "$word" }
    }
    $log = $given['/log']
    if ($seceditRefuses -and $given[$seceditRefuses]) {
        $global:LASTEXITCODE = 1
        if ($log) { Write-SeceditLog $log @('-----', '', 'Error 5: Access is denied.', "`tError opening the database.") }
        return
    }
    $global:LASTEXITCODE = 0
    if ($given['/areas'] -ne 'USER_RIGHTS' -or -not $given['/quiet']) { throw "not emulated: secedit $args" }
    if ($given['/export'] -and $given.Count -eq 4) { Export-UserRight $given['/cfg']; return }
    if ($given['/configure'] -and $given.Count -eq 6 -and $given['/db']) { Import-UserRight $given; return }
    throw "not emulated: secedit $args"
}

function Export-UserRight([string] $Path) {
    $lines = @('[Unicode]', 'Unicode=yes', '[Privilege Rights]', 'SeChangeNotifyPrivilege = *S-1-1-0') + @(
        foreach ($item in $State.user_rights.rights) {
            if (-not $item.trustees.Count) { continue }
            $trustees = foreach ($trustee in $item.trustees) { if ($trustee -like 'S-1-*') { "*$trustee" } else { $trustee } }
            "$($item.right) = $($trustees -join ',')"
        }
    ) + @('[Version]', 'signature="$CHICAGO$"', 'Revision=1')
    $file = Get-DrivePath $Path
    # An existing file without a mark is written in the computer's ANSI code page, which would lose names.
    if ([IO.File]::Exists($file)) { throw 'not emulated: secedit /export into an existing file' }
    [IO.File]::WriteAllLines($file, $lines, [Text.UnicodeEncoding]::new($false, $true))
}

# Only the rights that stand there are changed, each as a whole. What a policy sets is the policy's at the next refresh.
# The database engine leaves a flush map beside the database: others that call secedit remove it (dbatools, Set-DbaPrivilege).
function Import-UserRight($Given) {
    $database = Get-DrivePath $Given['/db']
    foreach ($file in $database, [IO.Path]::ChangeExtension($database, '.jfm')) { [IO.File]::WriteAllText($file, '') }
    Write-SeceditLog $Given['/log'] @('-----', 'Task is completed.')
    $text = [IO.File]::ReadAllText((Get-DrivePath $Given['/cfg']))
    if ($text -notmatch '(?m)^\[Unicode\]\r?\nUnicode=yes' -or $text -notmatch '(?m)^signature="\$CHICAGO\$"') { $global:LASTEXITCODE = 1; return }
    $in = ''
    foreach ($line in $text -split '\r?\n') {
        if ($line -match '^\[(.+)\]$') { $in = $Matches[1] }
        elseif ($in -eq 'Privilege Rights' -and $line -match '^(\w+) = ?(.*)$') {
            $right, $trustees = $Matches[1], $Matches[2]
            $item = $State.user_rights.rights | Where-Object { $_.right -eq $right }
            $item.trustees = @(foreach ($trustee in $trustees -split ',') { if ($trustee) { $trustee.TrimStart('*') } })
        }
    }
    $added = $State.user_rights.added_by_iis
    $service = $State.user_rights.rights | Where-Object { $_.right -eq 'SeServiceLogonRight' }
    if ($added -and $service.trustees -notcontains $added) { $service.trustees = @($service.trustees) + $added }
    # Completed with warnings: a SID in another right that no domain knows any more, say. All of it was written.
    if ($State.user_rights.secedit_warns) { $global:LASTEXITCODE = 3 }
}

function Write-SeceditLog([string] $Path, [string[]] $Lines) {
    [IO.File]::WriteAllLines((Get-DrivePath $Path), $Lines, [Text.UnicodeEncoding]::new($false, $true))
}

function Get-DrivePath([string] $Path) { $Root + ($Path.Substring(2) -replace '\\', '/') }

# A policy can switch off the logging of what was applied; then the classes are there and have no instances.
function Enter-user_rights($Concern) {
    if ($Concern.rsop -eq 'off') { Set-RegistryData 'SOFTWARE\Policies\Microsoft\Windows\System' RSoPLogging 0 }
}

function Show-computer.RSOP_UserPrivilegeRight {
    if ($State.user_rights.rsop -ne 'logged') { return }
    foreach ($policy in $State.user_rights.policies) {
        foreach ($precedence in 1, 2) {
            [pscustomobject]@{
                PSTypeName  = 'Microsoft.Management.Infrastructure.CimInstance#root/rsop/computer/RSOP_UserPrivilegeRight'
                UserRight   = [string] $policy.right
                AccountList = [string[]] @()
                precedence  = [uint32] $precedence
                GPOID       = if ($precedence -eq 1) { "CN=$($policy.source),CN=Policies" } else { 'CN=another,CN=Policies' }
            }
        }
    }
}

function Show-computer.RSOP_GPO {
    if ($State.user_rights.rsop -eq 'unreadable') { throw 'Invalid namespace ' }
    if ($State.user_rights.rsop -ne 'logged') { return }
    $names = @('Local Group Policy', 'Default Domain Policy') + @($State.user_rights.policies | ForEach-Object { $_.source }) | Select-Object -Unique
    foreach ($name in $names) {
        [pscustomobject]@{
            PSTypeName = 'Microsoft.Management.Infrastructure.CimInstance#root/rsop/computer/RSOP_GPO'
            id         = "CN=$name,CN=Policies"
            name       = [string] $name
        }
    }
}
