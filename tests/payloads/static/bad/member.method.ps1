# data: an instance method that newer .NET has
param($Arguments, $Secrets)
'text'.ReplaceLineEndings()
