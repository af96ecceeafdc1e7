# Gives files and folders other lists of rights: owner, group and audit entries stay, and Windows passes on what is inherited.
# All or nothing: every DACL is checked before the first is written, and where one is not what it should have become, it and
# those before it get their former lists back.
# arguments: {"objects": [{"path", "expected": the DACL as it was read, "dacl": the new one}]}, both in SDDL
param($Arguments, $Secrets)

$access = [Security.AccessControl.AccessControlSections] 'Access'
# An entry: a condition has brackets of its own, and texts in quotes.
$entry = [regex] '\((?>[^()"]+|"[^"]*"|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)'

# What a DACL holds by itself: without the entries from above (of an entry's flags no two beside each other make the letters
# ID), and without what Windows notes about how those came here.
function Get-OwnPart($Text) {
    $own = foreach ($found in $entry.Matches($Text)) { if (-not $found.Value.Split(';')[1].Contains('ID')) { $found.Value } }
    ($Text.Split('(')[0] -replace 'AI|AR') + -join $own
}

function Get-List($Item) { $Item.GetAccessControl($access).GetSecurityDescriptorSddlForm($access) }

# Not Set-Acl, which writes owner and group too. An object of .NET's own type for this item, with another DACL in it.
function Set-Dacl($Item, $Text) {
    $security = $Item.GetAccessControl($access)
    $security.SetSecurityDescriptorSddlForm($Text, $access)
    $Item.SetAccessControl($security)
}

$changes = @(foreach ($object in $Arguments.objects) {
    $item = Get-Item -LiteralPath $object.path -Force
    $security = $item.GetAccessControl($access)
    $before = $security.GetSecurityDescriptorSddlForm($access)
    if ($before -cne $object.expected) { throw "$($object.path) has another DACL than when it was read: it was changed meanwhile" }
    # .NET would not keep what such a DACL means: in which order it is to be read, only whoever made it knows.
    if (-not $security.AreAccessRulesCanonical) { throw "$($object.path) has a DACL that is not in canonical order: put it in order first" }
    $security.SetSecurityDescriptorSddlForm($object.dacl, $access)
    if (-not $security.AreAccessRulesCanonical) { throw "the new DACL of $($object.path) is not in canonical order" }
    # As .NET prints it: sorted, merged and in its short names, so that it can be compared.
    $after = Get-OwnPart $security.GetSecurityDescriptorSddlForm($access)
    @{ path = $object.path; item = $item; dacl = $object.dacl; before = $before; after = $after }
})

$begun = @()
try {
    foreach ($change in $changes) {
        $begun = @($change) + $begun
        try { Set-Dacl $change.item $change.dacl }
        catch { throw "$($change.path) cannot be written: $($_.Exception.GetBaseException().Message)" }
        $found = Get-List $change.item
        if ((Get-OwnPart $found) -cne $change.after) { throw "$($change.path) does not have the DACL that was written: $found" }
    }
}
catch {
    # The last one first: what is below may have been written after what is above it.
    $kept = @(foreach ($change in $begun) {
        $own = Get-OwnPart $change.before
        try {
            if ((Get-OwnPart (Get-List $change.item)) -cne $own) { Set-Dacl $change.item $change.before }
            if ((Get-OwnPart (Get-List $change.item)) -cne $own) { $change.path }
        }
        catch { $change.path }
    })
    $result = if ($kept.Count) { "NOT restored to its former DACL: $($kept -join ', ')" } else { 'nothing has changed' }
    throw "$($_.Exception.GetBaseException().Message); $result"
}
@{}
