# data: what is indented here is not when it runs
param($Arguments, $Secrets)
@'
    two
'@
