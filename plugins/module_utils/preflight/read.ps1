# Checks the payloads on this node: does each one parse here, and do the commands and parameters that it uses exist?
# arguments: {"scripts": {payload: text}}
# data: {"payloads": [{payload, errors: [{message, line}], commands: [{name, found, unknown_parameters: []}]}]}
# Functions that a payload defines itself are left out, and so is a command whose name is known only when it runs.
param($Arguments, $Secrets)

# The name of a command; of a program, which payloads call by its full path, that of its file.
function Get-UsedName($Node) {
    $first = $Node.CommandElements[0]
    if ($first -is [Management.Automation.Language.ExpandableStringExpressionAst]) { return $first.Value.Split('\')[-1] }
    $Node.GetCommandName()
}

# The parameters that are given to each command, by the command's name.
function Get-UsedParameter($Tree) {
    $own = @(foreach ($node in $Tree.FindAll({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] }, $true)) { $node.Name })
    $used = @{}
    foreach ($node in $Tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
        $name = Get-UsedName $node
        if (-not $name -or $own -contains $name) { continue }
        if (-not $used.ContainsKey($name)) { $used[$name] = @() }
        foreach ($element in $node.CommandElements) {
            if ($element -is [Management.Automation.Language.CommandParameterAst]) { $used[$name] += $element.ParameterName }
        }
    }
    $used
}

# A program of Windows is where Windows keeps its own. Its options are not PowerShell's.
function Get-ProgramFact($Name) {
    $path = Join-Path -Path $env:SystemRoot -ChildPath "System32\$Name"
    $found = Get-Command -Name $path -CommandType Application -ErrorAction Ignore
    @{ name = [string] $Name; found = [bool] $found; unknown_parameters = @() }
}

# Cmdlets and functions only: an alias or a program of that name would be another command than the intended one.
function Get-CommandFact($Name, $Given) {
    if ($Name -like '*.exe') { return Get-ProgramFact $Name }
    $command = Get-Command -Name $Name -CommandType Cmdlet, Function -ErrorAction Ignore | Select-Object -First 1
    $known = @(if ($command) { foreach ($parameter in $command.Parameters.Values) { $parameter.Name; $parameter.Aliases } })
    @{
        name               = [string] $Name
        found              = [bool] $command
        unknown_parameters = @(if ($command) { $Given | Where-Object { $known -notcontains $_ } | Sort-Object -Unique })
    }
}

@{ payloads = @(foreach ($script in $Arguments.scripts.PSObject.Properties) {
    $tokens = $problems = $null
    $tree = [Management.Automation.Language.Parser]::ParseInput($script.Value, [ref] $tokens, [ref] $problems)
    $used = Get-UsedParameter $tree
    @{
        payload  = [string] $script.Name
        errors   = @(foreach ($problem in $problems) { @{ message = [string] $problem.Message; line = [int] $problem.Extent.StartLineNumber } })
        commands = @(foreach ($name in $used.Keys | Sort-Object) { Get-CommandFact $name $used[$name] })
    }
}) }
