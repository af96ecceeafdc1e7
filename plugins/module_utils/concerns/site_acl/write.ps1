# Gives files and folders other lists of rights: owner, group and audit entries stay, and Windows passes on what is inherited.
# All or nothing: every list is checked before the first is written, and where one is not what it should have become, it and
# those before it get their former lists back.
# arguments: {"objects": [{"path", "expected": the list as it was read, "list": the new one}]}, both in SDDL
param($Arguments, $Secrets)

$access = [Security.AccessControl.AccessControlSections] 'Access'
# An entry: a condition has brackets of its own, and texts in quotes.
$entry = [regex] '\((?>[^()"]+|"[^"]*"|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)'

# What a list says by itself: without the entries from above (of an entry's flags no two beside each other make the letters
# ID), and without what Windows notes about how those came here.
function Get-OwnPart($Text) {
    $own = foreach ($found in $entry.Matches($Text)) { if (-not $found.Value.Split(';')[1].Contains('ID')) { $found.Value } }
    ($Text.Split('(')[0] -replace 'AI|AR') + -join $own
}

function Get-List($Item) { $Item.GetAccessControl($access).GetSecurityDescriptorSddlForm($access) }

# Not Set-Acl, which writes owner and group too. An object of .NET's own type for this item, with another list in it.
function Set-List($Item, $Text) {
    $list = $Item.GetAccessControl($access)
    $list.SetSecurityDescriptorSddlForm($Text, $access)
    $Item.SetAccessControl($list)
}

$changes = @(foreach ($object in $Arguments.objects) {
    $item = Get-Item -LiteralPath $object.path -Force
    $list = $item.GetAccessControl($access)
    $before = $list.GetSecurityDescriptorSddlForm($access)
    if ($before -cne $object.expected) { throw "$($object.path) has another list than when it was read: somebody changed it" }
    # .NET would not keep what such a list means: in which order it is to be read, only whoever made it knows.
    if (-not $list.AreAccessRulesCanonical) { throw "$($object.path) has a list that is not in order: put it in order first" }
    $list.SetSecurityDescriptorSddlForm($object.list, $access)
    if (-not $list.AreAccessRulesCanonical) { throw "the new list of $($object.path) is not in order" }
    # As .NET prints it: sorted, merged and in its short names, so that it can be compared.
    $after = Get-OwnPart $list.GetSecurityDescriptorSddlForm($access)
    @{ path = $object.path; item = $item; list = $object.list; before = $before; after = $after }
})

$begun = @()
try {
    foreach ($change in $changes) {
        $begun = @($change) + $begun
        try { Set-List $change.item $change.list }
        catch { throw "$($change.path) cannot be written: $($_.Exception.GetBaseException().Message)" }
        $found = Get-List $change.item
        if ((Get-OwnPart $found) -cne $change.after) { throw "$($change.path) has not got the list that was written: $found" }
    }
}
catch {
    # The last one first: what is below may have been written after what is above it.
    $kept = @(foreach ($change in $begun) {
        $own = Get-OwnPart $change.before
        try {
            if ((Get-OwnPart (Get-List $change.item)) -cne $own) { Set-List $change.item $change.before }
            if ((Get-OwnPart (Get-List $change.item)) -cne $own) { $change.path }
        }
        catch { $change.path }
    })
    $result = if ($kept.Count) { "NOT given back its former list: $($kept -join ', ')" } else { 'nothing has changed' }
    throw "$($_.Exception.GetBaseException().Message); $result"
}
@{}
