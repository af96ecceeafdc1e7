# Loads the assembly at this path; the first worker compiles it. Two at once may do so: each writes its own file, and
# the last one to rename its file wins. By the compiler that Add-Type uses, which itself cannot save in every engine.
function Import-Assembly([string] $Sources, [string] $Path) {
    $file = "$Path-$($PSVersionTable.PSVersion)-$([Environment]::Version).dll"
    if (-not [IO.File]::Exists($file)) {
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))
        Save-Assembly $Sources "$file.$PID"
        [IO.File]::Move("$file.$PID", $file, $true)
    }
    Add-Type -Path $file
}

function Save-Assembly([string] $Sources, [string] $File) {
    Add-Type -AssemblyName Microsoft.CodeAnalysis.CSharp
    $own = [AppContext]::GetData('TRUSTED_PLATFORM_ASSEMBLIES').Split([IO.Path]::PathSeparator)
    $references = foreach ($one in $own) { [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile($one) }
    $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
        'NlbKerberos.Lab', [Microsoft.CodeAnalysis.SyntaxTree[]] @([Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($Sources)),
        [Microsoft.CodeAnalysis.MetadataReference[]] $references,
        [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary'))
    $stream = [IO.File]::Create($File)
    try { $result = $compilation.Emit($stream) } finally { $stream.Dispose() }
    if (-not $result.Success) { throw ($result.Diagnostics | Where-Object { $_.Severity -eq 'Error' }) -join "`n" }
}
