# Writes a file of nlb.kerberos whole or not at all: a computer that stops in between has the former text or the new one.
# Payloads begin with these lines: all of them become one line there.
# Move-Item -Force would delete the former file first.
function Save-OwnFile($File, $Text) {
    Set-Content -LiteralPath "$File.new" -Value $Text -Encoding UTF8 -NoNewline
    if (Test-Path -LiteralPath $File) { $null = (Get-Item -LiteralPath "$File.new").Replace((Get-Item -LiteralPath $File).FullName, [Management.Automation.Language.NullString]::Value) }
    else { Move-Item -LiteralPath "$File.new" -Destination $File }
}
