# Whether a place would have a provider twice: once of its own, and once from what a location above gets.
# Payloads begin with these lines, after providers.ps1: all of them become one line there.

# Whether a location above a place gets providers, and by this name.
function Test-Provider($Place, $Name) {
    foreach ($above in $asked.Keys) {
        $gets = $asked[$above].ContainsKey('providers') -and "$Place/".StartsWith("$above/", 'OrdinalIgnoreCase') -and $Place -ne $above
        if ($gets -and ($asked[$above].providers -split ',') -contains $Name) { return $true }
    }
    $false
}

function Test-Duplicate($Places, $Name) {
    $added = @(if ($Places.ContainsKey($Name)) { $Places[$Name]['added'] })
    [bool] @($added | Where-Object { Test-Provider $Name $_ }).Count
}

# What a place adds to the providers that it inherits must not be among these. An application's tag is written down with <clear/>.
function Assert-NoDuplicate($Places, $Applications) {
    foreach ($place in $Places.Keys) {
        $added = @(if ($Applications -notcontains $place) { $Places[$place]['added'] }) + @($Places[$place]['web_added'])
        foreach ($name in $added) {
            if (Test-Provider $place $name) {
                throw "$place adds $name to the providers that it inherits, and is to inherit it too, so IIS would answer 500.19 there: nothing was written; write <clear/> before it first"
            }
        }
    }
}
