# Writes the DACLs of files and folders: owner, group and audit entries stay, and Windows propagates inheritable entries.
# All or nothing: every DACL is checked before the first is written, and where one is not as written, its former DACL and
# those of the objects before it are restored.
# arguments: {"objects": [{"path", "expected": the DACL as it was read, "dacl": the new one}]}, both in SDDL
param($Arguments, $Secrets)

$access = [Security.AccessControl.AccessControlSections] 'Access'
# An entry: a condition has brackets of its own, and texts in quotes.
$entry = [regex] '\((?>[^()"]+|"[^"]*"|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)'

# The explicit part of a DACL: without inherited entries (of an entry's flags no two beside each other make the letters ID),
# and without the flags by which Windows records the inheritance.
function Get-OwnPart($Text) {
    $own = foreach ($found in $entry.Matches($Text)) { if (-not $found.Value.Split(';')[1].Contains('ID')) { $found.Value } }
    ($Text.Split('(')[0] -replace 'AI|AR') + -join $own
}

function Get-Dacl($Item) { $Item.GetAccessControl($access).GetSecurityDescriptorSddlForm($access) }

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
    # .NET would reorder such a DACL and change its meaning: only its administrator knows the intended order.
    if (-not $security.AreAccessRulesCanonical) { throw "$($object.path) has a DACL that is not in canonical order: put it in order first" }
    $security.SetSecurityDescriptorSddlForm($object.dacl, $access)
    if (-not $security.AreAccessRulesCanonical) { throw "the new DACL of $($object.path) is not in canonical order" }
    # As .NET prints it: sorted, merged and with short names, so that it can be compared.
    $after = Get-OwnPart $security.GetSecurityDescriptorSddlForm($access)
    @{ path = $object.path; item = $item; dacl = $object.dacl; before = $before; after = $after }
})

$begun = @()
try {
    foreach ($change in $changes) {
        $begun = @($change) + $begun
        try { Set-Dacl $change.item $change.dacl }
        catch { throw "$($change.path) cannot be written: $($_.Exception.GetBaseException().Message)" }
        $found = Get-Dacl $change.item
        if ((Get-OwnPart $found) -cne $change.after) { throw "$($change.path) does not have the DACL that was written: $found" }
    }
}
catch {
    # The last one first: objects may have been written after the folders above them.
    $kept = @(foreach ($change in $begun) {
        $own = Get-OwnPart $change.before
        try {
            if ((Get-OwnPart (Get-Dacl $change.item)) -cne $own) { Set-Dacl $change.item $change.before }
            if ((Get-OwnPart (Get-Dacl $change.item)) -cne $own) { $change.path }
        }
        catch { $change.path }
    })
    $result = if ($kept.Count) { "NOT restored to its former DACL: $($kept -join ', ')" } else { 'nothing has changed' }
    throw "$($_.Exception.GetBaseException().Message); $result"
}
@{}
