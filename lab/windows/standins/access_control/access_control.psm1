# Get-Acl and Set-Acl, and the access methods of .NET's files and folders: descriptors are kept for the time of a job.

# Of a folder whose owner is no administrator, and that nothing is known of.
$newFolder = 'O:S-1-5-21-1-2-3-1105G:S-1-5-21-1-2-3-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)'
$descriptors = [NlbKerberos.Lab.AccessTree]::new($Root, $newFolder, $(if ($State.Contains('accounts')) { $State.accounts.domain.sid }))
[NlbKerberos.Lab.AccessMethods]::Tree = $descriptors

function Set-DriveAcl([string] $Path, [string] $Sddl) { $descriptors.Put("$Root/$Path", $Sddl) }

# The items that are there; the others are complained about in the name of the cmdlet that was called.
function Select-ExistingItem($Cmdlet, [string[]] $Given) {
    foreach ($item in $Given) {
        if (Test-Path -LiteralPath $item) { $item; continue }
        $reason = [Management.Automation.ItemNotFoundException]::new("Cannot find path '$item' because it does not exist.")
        $Cmdlet.WriteError([Management.Automation.ErrorRecord]::new($reason, 'PathNotFound', 'ObjectNotFound', $item))
    }
}

function Get-Acl {
    foreach ($item in Select-ExistingItem $PSCmdlet $(if ($LiteralPath) { $LiteralPath } else { $Path })) {
        $file = (Get-Item -LiteralPath $item -Force).FullName
        $sddl = $descriptors.Find($file).Sddl
        $container = Test-Path -LiteralPath $item -PathType Container
        [NlbKerberos.Lab.SecurityDescriptor]::new("Microsoft.PowerShell.Core\FileSystem::$item", $sddl, $container, $descriptors.Names)
    }
}

# All sections, changed or not.
function Set-Acl {
    foreach ($item in Select-ExistingItem $PSCmdlet $(if ($LiteralPath) { $LiteralPath } else { $Path })) {
        $descriptors.Put((Get-Item -LiteralPath $item -Force).FullName, $AclObject.Sddl)
    }
}
