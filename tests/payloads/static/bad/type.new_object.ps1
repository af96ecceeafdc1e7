# data: a type that .NET Framework does not have, by New-Object
param($Arguments, $Secrets)
New-Object -TypeName System.Text.Json.JsonDocumentOptions
