# data: the end of everything
param($Arguments, $Secrets)
exit 1
