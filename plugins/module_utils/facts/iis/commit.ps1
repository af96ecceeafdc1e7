# Commits identities of pools to applicationHost.config, which is copied before.
# Payloads begin with these lines, after pools.ps1 and wait.ps1: all of them become one line there.
function Copy-Configuration {
    # For a rollback: passwords in it are encrypted by IIS, and only administrators have access to the folder.
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory }
    $time = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfff', [Globalization.CultureInfo]::InvariantCulture)
    Copy-Item -LiteralPath $source -Destination (Join-Path -Path $folder -ChildPath "$time.config")
    # The passwords are encrypted, and still no more copies are kept than a rollback is likely to need. Newer copies are kept:
    # a fix that is repeated must not remove the copy that has the former identity.
    $old = [DateTime]::UtcNow.AddDays(-90).ToString('yyyyMMdd', [Globalization.CultureInfo]::InvariantCulture)
    $copies = @(Get-ChildItem -LiteralPath $folder -Filter *.config | Sort-Object -Property Name -Descending | Select-Object -Skip 10)
    foreach ($copy in $copies) { if ($copy.Name -lt $old) { Remove-Item -LiteralPath $copy.FullName } }
}

# $Change changes what $manager has read.
function Save-Configuration([scriptblock] $Change) {
    for ($attempt = 1; ; $attempt++) {
        $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
        & $Change
        try { return $manager.CommitChanges() }
        catch { if ($attempt -ge 5 -or -not (Test-FileInUse $_)) { throw } }
        Start-Sleep -Seconds 1
    }
}

# Windows logs on anew only where the configuration differs from what it was; of a password, only Windows knows.
function Set-Identities {
    foreach ($item in $identities) {
        $pool = Find-Pool $manager $item.name
        Assert-Identity $pool $item
        $model = $pool.get_ProcessModel()
        $differs[$item.name] = (Get-Identity $pool) -cne (Show-Identity $item.identity_type $item.user_name)
        $model.IdentityType = [string] $item.identity_type
        if ($item.identity_type -eq 'SpecificUser') { $model.UserName = [string] $item.user_name }
        else { $model.GetAttribute('userName').Delete() }
        # Windows manages the password of a managed service account, and a built-in identity has none.
        if (-not (Test-Given $item password)) { $model.GetAttribute('password').Delete() }
        elseif ($item.password -eq 'given') { $model.SetAttributeValue('password', [string] $Secrets['password']) }
        else { $model.SetAttributeValue('password', [string] $kept[$item.name]) }
    }
}
