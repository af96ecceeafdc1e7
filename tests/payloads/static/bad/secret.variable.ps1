# data: a secret by way of a variable
param($Arguments, $Secrets)
$user = 'svc'
$password = $Secrets['password']
$both = "$user $password"
Set-Content -LiteralPath C:\file -Value $both
