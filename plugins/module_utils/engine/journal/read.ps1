# The journal of this node: every change that was made or was about to be made here.
# data: {"entries": [{id, text}]}, the oldest first; text is the entry as JSON, which the controller parses; empty where its
# file cannot be read
param($Arguments, $Secrets)
#uses node/own_folder.ps1

$folder = Join-Path -Path $ownFolder -ChildPath 'journal'
@{ entries = @(if (Test-Path -LiteralPath $folder) {
    # A rollback writes the values of the entries to this node: those in another owner's folder are not trusted.
    $problem = Get-OwnFolderProblem
    if ($problem) { throw $problem }
    foreach ($file in Get-ChildItem -LiteralPath $folder -Filter *.json | Sort-Object -Property Name) {
        # One file that cannot be read must not hide the others.
        @{ id = [string] $file.BaseName; text = [string] $(try { Get-Content -LiteralPath $file.FullName -Encoding UTF8 -Raw } catch { '' }) }
    }
}) }
