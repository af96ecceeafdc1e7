# New-Object of .NET's types for names, SIDs, event logs and the texts of Windows' errors, which work on Windows only, and of those
# that would reach a network; all others are the engine's own.

$accounts = $null

function New-Object {
    $standin = "NlbKerberos.Lab.$($TypeName -replace '^System\.' -replace '^(Security\.Principal|ComponentModel)\.')" -as [type]
    if ($accounts -and $standin -and $TypeName -match '^(System\.)?(Security\.Principal|ComponentModel)\.') {
        if ($Property) { throw 'not emulated: -Property' }
        return $standin::new($ArgumentList, $accounts)
    }
    if ($standin -and $TypeName -match '^System\.Net\.') {
        return Microsoft.PowerShell.Utility\New-Object -TypeName $standin.FullName -ArgumentList $ArgumentList
    }
    if ($TypeName -match '^(System\.)?Diagnostics\.Eventing\.Reader\.') { return New-EventReaderType $TypeName $ArgumentList }
    # $ComObject and $Strict too are the engine's to judge.
    Microsoft.PowerShell.Utility\New-Object @PSBoundParameters
}
