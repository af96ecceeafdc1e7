# data: a suffix that 5.1 does not know
param($Arguments, $Secrets)
$limit = 5u
$limit
