# data: a parameter that came after 5.1
param($Arguments, $Secrets)
ConvertFrom-Json -InputObject '{}' -AsHashtable
