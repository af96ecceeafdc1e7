# data: a constructor with more arguments than there are
param($Arguments, $Secrets)
New-Object -TypeName System.Threading.Mutex -ArgumentList $false, 'name', 3, 4, 5
