# data: a secret through the pipeline
param($Arguments, $Secrets)
$Secrets.password | ForEach-Object { [Text.Encoding]::UTF8.GetBytes($_) }
