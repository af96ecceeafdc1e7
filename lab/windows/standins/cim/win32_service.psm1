# Win32_Service: each fact that has services shows them with a function Show-Service.<fact>.

function Show-cimv2.Win32_Service([string] $Filter) {
    $found = @(foreach ($one in Get-Item -Path Function:Show-Service.*) { & $one })
    if (-not $Filter) { return $found }
    if ($Filter -notmatch "^Name = '([\w$]+)'$") { throw "not emulated: Win32_Service with the filter $Filter" }
    $name = $Matches[1]
    $found | Where-Object { $_.Name -eq $name }
}
