# data: a file that is missing for a moment
param($Arguments, $Secrets)
Move-Item -LiteralPath C:\new.json -Destination C:\old.json -Force
