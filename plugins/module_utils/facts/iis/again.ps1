# Writes the present identity of pools away and back, so that they log on anew.
# Payloads begin with these lines, after commit.ps1 and unfinished.ps1: all of them become one line there.
function Set-IdentityType($Names, $Type) {
    Save-Configuration { foreach ($name in $Names) { (Find-Pool $manager $name).get_ProcessModel().IdentityType = $Type } }
}

# Which pools are being written away and back, for the next run if this one ends in between. Written whole or not at all.
function Set-Note($Names, $Account) {
    $left = @(foreach ($one in Read-Unfinished) { if ($Names -notcontains $one.pool) { @{ pool = $one.pool; account = $one.account } } })
    foreach ($name in $Names) { if ($Account) { $left += @{ pool = $name; account = $Account[$name] } } }
    if ($left.Count) {
        Save-OwnFile $notes (ConvertTo-Json -InputObject $left -Compress)
    }
    elseif (Test-Path -LiteralPath $notes) { Remove-Item -LiteralPath $notes }
}

# The name and the password stay where they are, without effect beside a built-in identity. Windows must have heard of the
# first change before the second is made.
function Set-IdentityAgain($Names) {
    $account = @{}
    foreach ($name in $Names) { $account[$name] = [string] (Find-Pool $manager $name).get_ProcessModel().get_UserName() }
    Set-Note $Names $account
    Set-IdentityType $Names 'ApplicationPoolIdentity'
    Start-Sleep -Seconds 10
    Set-IdentityType $Names 'SpecificUser'
    Set-Note $Names $null
    foreach ($name in $Names) { $again[$name] = $true }
}
