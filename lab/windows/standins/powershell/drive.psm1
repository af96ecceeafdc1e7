# Where a concern's state goes that Windows keeps in the registry or in files: $Machine is HKEY_LOCAL_MACHINE, $Root is C:\.

foreach ($folder in 'ProgramData', 'Windows/System32', 'Windows/Temp') { $null = [IO.Directory]::CreateDirectory("$Root/$folder") }

# An executable file, which Get-Command shows as an application; what it does is a function of the stand-ins.
function Add-Program([string] $Name) {
    $path = "$Root/Windows/System32/$Name"
    [IO.File]::WriteAllText($path, '')
    [IO.File]::SetUnixFileMode($path, [IO.UnixFileMode] 'UserRead, UserExecute')
}

# Enter before a job, Exit after it, for each concern of the state that defines them.
function Invoke-Concern([string] $Verb) {
    foreach ($concern in @($State.Keys)) {
        if (Test-Path -LiteralPath "Function:$Verb-$concern") { & "$Verb-$concern" $State[$concern] }
    }
}

# Nothing is made for a value that does not exist, so that a key appears only with its first value.
function Set-RegistryData([string] $Path, [string] $Name, $Data) {
    if ($null -eq $Data) { return }
    $kind = if ($Data -is [string]) { 'String' } elseif ($Data -is [Collections.IList]) { 'MultiString' } else { 'DWord' }
    $Machine.Make($Path).Set($Name, $kind, $Data)
}

function Get-RegistryData([string] $Path, [string] $Name) {
    $key = $Machine.Find($Path)
    if ($key) { $key.GetValue($Name) }
}

# With a mark, which every PowerShell obeys: without one, versions differ in how they read text.
function Write-DriveFile([string] $Path, [string] $Text) {
    $file = [IO.FileInfo]::new("$Root/$Path")
    $file.Directory.Create()
    [IO.File]::WriteAllText($file.FullName, $Text, [Text.UTF8Encoding]::new($true))
}

function Read-DriveLine([string] $Path) {
    if ([IO.File]::Exists("$Root/$Path")) { [IO.File]::ReadAllLines("$Root/$Path") }
}

function Get-DriveFile([string] $Folder, [string] $Pattern) {
    $directory = [IO.DirectoryInfo]::new("$Root/$Folder")
    if ($directory.Exists) { $directory.GetFiles($Pattern) | Sort-Object -Property Name }
}
