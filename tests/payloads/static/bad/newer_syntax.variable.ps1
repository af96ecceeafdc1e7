# data: a variable that came after 5.1
param($Arguments, $Secrets)
if ($IsWindows) { 1 }
