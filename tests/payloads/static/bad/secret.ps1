# data: a secret as an argument
param($Arguments, $Secrets)
ConvertTo-SecureString -String $Secrets.password -AsPlainText -Force
