# data: a command whose name only running tells
param($Arguments, $Secrets)
& $Arguments -Force
