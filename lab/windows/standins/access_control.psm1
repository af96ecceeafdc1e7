# Get-Acl and Set-Acl: text kept per file for the time of a job.

# An account that is no administrator, which makes a folder of its own a stranger's.
$newFolder = 'O:S-1-5-21-1-2-3-1105G:S-1-5-21-1-2-3-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)'
$descriptors = @{}

# By inode: a folder that is moved keeps its rights.
function Get-Inode([string] $File) { (Get-Item -LiteralPath $File -Force).UnixStat.Inode }

function Set-DriveAcl([string] $Path, [string] $Sddl) { $descriptors[(Get-Inode "$Root/$Path")] = $Sddl }

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
        $inode = Get-Inode $item
        $sddl = if ($descriptors.ContainsKey($inode)) { $descriptors[$inode] } else { $newFolder }
        [NlbKerberos.Lab.SecurityDescriptor]::new("Microsoft.PowerShell.Core\FileSystem::$item", $sddl)
    }
}

function Set-Acl {
    foreach ($item in Select-ExistingItem $PSCmdlet $(if ($LiteralPath) { $LiteralPath } else { $Path })) {
        $descriptors[(Get-Inode $item)] = $AclObject.Sddl
    }
}
