# When a run of nlb.kerberos last changed something on this node, by the journal that it keeps here. Nothing is decided here.
# data: {"problem": why that is not known, else "", "changes": [{run, time, undoes: the run that it rolled back, else ""}]}
# The newest 20 entries with changes. A folder of another owner, or a file that cannot be read, tells nothing.
param($Arguments, $Secrets)
#uses node/own_folder.ps1

# PowerShell 7 makes a date of it, 5.1 leaves the text.
function Format-Moment($Time) {
    $culture = [Globalization.CultureInfo]::InvariantCulture
    if ($Time -isnot [DateTime]) { $Time = [DateTimeOffset]::Parse([string] $Time, $culture, [Globalization.DateTimeStyles]::AssumeUniversal).UtcDateTime }
    $Time.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss', $culture)
}

$folder = Join-Path -Path $ownFolder -ChildPath 'journal'
$problem, $files = '', @()
if (Test-Path -LiteralPath $folder) {
    $problem = [string] (Get-OwnFolderProblem)
    if (-not $problem) { $files = @(Get-ChildItem -LiteralPath $folder -Filter *.json | Sort-Object -Property Name -Descending | Select-Object -First 60) }
}
$changes = @(foreach ($file in $files) {
    # A computer that loses its power may leave a file that is empty or cut off.
    try {
        $entry = ConvertFrom-Json -InputObject (Get-Content -LiteralPath $file.FullName -Encoding UTF8 -Raw)
        if (@($entry.changes).Count) { @{ run = [string] $entry.run; time = Format-Moment $entry.time; undoes = [string] $entry.undoes } }
    }
    catch { continue }
})
@{ problem = $problem; changes = @($changes | Select-Object -First 20) }
