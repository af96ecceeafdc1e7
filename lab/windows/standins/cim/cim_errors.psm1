# How the cmdlets made from CIM classes look for objects, and their errors when there are none.

# $Filters: property name -> wanted values, null where the parameter was not given. Objects of a filter with wildcards
# may be missing without an error, as on Windows.
function Select-CimObject($Cmdlet, $Objects, [string] $ClassName, [Collections.Specialized.OrderedDictionary] $Filters) {
    $given = @($Filters.Keys | Where-Object { $null -ne $Filters[$_] })
    $found = @($Objects)
    foreach ($name in $given) { $found = @($found | Where-Object { Test-CimProperty $_.$name $Filters[$name] }) }
    if ($found.Count -or -not $given.Count) { return $found }
    if ($given | Where-Object { -not (Test-Wildcard $Filters[$_]) }) { Write-CimNotFound $Cmdlet $ClassName $Filters $given }
}

function Test-CimProperty($Value, $Wanted) { [bool] @($Wanted | Where-Object { "$Value" -like "$_" }).Count }

function Test-Wildcard($Wanted) { [Management.Automation.WildcardPattern]::ContainsWildcardCharacters("$Wanted") }

function Write-CimNotFound($Cmdlet, [string] $ClassName, $Filters, $Given) {
    $id = 'CmdletizationQuery_NotFound'
    if ($Given.Count -eq 1) {
        $id += "_$Given"
        $text = "No $ClassName objects found with property '$Given' equal to '$($Filters["$Given"])'." +
            '  Verify the value of the property and retry.'
    }
    else {
        $where = @(foreach ($name in $Given) { '((' + (Format-CimCondition $name $Filters[$name]) + '))' }) -join ' AND '
        $class = "ROOT/StandardCimv2/$ClassName"
        $text = "No matching $ClassName objects found by CIM query for instances of the $class class on the  CIM server: " +
            "SELECT * FROM $ClassName  WHERE $where. Verify query parameters and retry."
    }
    $reason = [Microsoft.PowerShell.Cmdletization.Cim.CimJobException]::new($text)
    $Cmdlet.WriteError([Management.Automation.ErrorRecord]::new($reason, $id, 'ObjectNotFound', $ClassName))
}

function Format-CimCondition([string] $Name, $Wanted) {
    @(foreach ($value in $Wanted) { if ($value -is [string]) { "$Name LIKE '$value'" } else { "$Name = $value" } }) -join ') OR ('
}
