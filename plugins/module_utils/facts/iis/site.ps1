# Finds the requested site, $site in $manager, and throws where IIS has none of that name.
# Payloads begin with these lines, after library.ps1: each line is one statement.
# Getters are called as methods: an exception in a property read becomes $null, and a site that cannot be read an empty one.
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
$site = $null
foreach ($one in $manager.get_Sites()) { if ([string] $one.get_Name() -eq $Arguments.site) { $site = $one } }
if ($null -eq $site) { throw "IIS has no site $($Arguments.site); its sites: $((@($manager.get_Sites() | ForEach-Object { [string] $_.get_Name() }) -join ', '))" }
