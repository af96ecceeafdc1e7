# data: a program by its bare name, which is looked up in the folders of the path
param($Arguments, $Secrets)
secedit.exe /export /quiet
