# A payload that does not say what goes in and what comes out.
param($Arguments, $Secrets)
@{}
