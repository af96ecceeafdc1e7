# What the engine's parser sees in scripts, as facts a rule can be held against.
# stdin: a JSON line [{name, text}]; stdout: JSON {name: facts}; which facts, syntax_tree.py says
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
Remove-TypeData -TypeName System.Array -ErrorAction Ignore

function Find-Node($Tree, [string] $Type) {
    $wanted = "System.Management.Automation.Language.$Type" -as [type]
    $Tree.FindAll({ param($node) $wanted.IsInstanceOfType($node) }.GetNewClosure(), $true)
}

function Get-Line($Node) { $Node.Extent.StartLineNumber }

# How many values an argument list has; null where only running it would tell.
function Get-ValueCount($Node) {
    if ($Node -is [Management.Automation.Language.ArrayLiteralAst]) { return $Node.Elements.Count }
    if ($Node -is [Management.Automation.Language.ConstantExpressionAst]) { return 1 }
    $null
}

function Get-Text($Node) { if ($Node -is [Management.Automation.Language.StringConstantExpressionAst]) { $Node.Value } else { $null } }

# Names of variables that hold secrets: $Secrets, and what was set or enumerated from one of them.
function Get-SecretName($Tree) {
    $names = [Collections.Generic.HashSet[string]]::new([string[]] @('Secrets'), [StringComparer]::OrdinalIgnoreCase)
    do {
        $before = $names.Count
        foreach ($node in Find-Node $Tree AssignmentStatementAst) {
            if (-not (Test-Secret $node.Right $names)) { continue }
            foreach ($left in Find-Node $node.Left VariableExpressionAst) { $null = $names.Add($left.VariablePath.UserPath) }
        }
        foreach ($node in Find-Node $Tree ForEachStatementAst) {
            if (Test-Secret $node.Condition $names) { $null = $names.Add($node.Variable.VariablePath.UserPath) }
        }
    } while ($names.Count -gt $before)
    , $names
}

# Script blocks, commands and assignments inside are no values: what happens in them is looked at by itself.
function Test-Secret($Node, $Names) {
    $inside = 'ScriptBlockExpressionAst', 'CommandAst', 'AssignmentStatementAst'
    foreach ($variable in Find-Node $Node VariableExpressionAst) {
        if (-not $Names.Contains($variable.VariablePath.UserPath)) { continue }
        $at = $variable
        while ($at -ne $Node -and $at.GetType().Name -notin $inside) { $at = $at.Parent }
        if ($at -eq $Node) { return $true }
    }
    $false
}

function Get-Element($Node, $Secrets) {
    $value = if ($Node -is [Management.Automation.Language.CommandParameterAst]) { $Node.Argument } else { $Node }
    $kind = 'argument'
    if ($Node -is [Management.Automation.Language.CommandParameterAst]) { $kind = if ($value) { 'both' } else { 'parameter' } }
    elseif ($Node -is [Management.Automation.Language.VariableExpressionAst] -and $Node.Splatted) { $kind = 'splat' }
    @{
        kind = $kind; name = if ($kind -in 'both', 'parameter') { $Node.ParameterName } else { $null }
        text = Get-Text $value; count = Get-ValueCount $value; secret = if ($value) { Test-Secret $value $Secrets } else { $false }
    }
}

# Of a program that is called by its full path, the path as it is written.
function Get-CommandName($Node) {
    $first = $Node.CommandElements[0]
    if ($first -is [Management.Automation.Language.ExpandableStringExpressionAst]) { return $first.Value }
    [string] $Node.GetCommandName()
}

# Whether it is a parameter that its function declares as a script block.
function Test-BlockParameter($Node) {
    if ($Node -isnot [Management.Automation.Language.VariableExpressionAst]) { return $false }
    for ($at = $Node.Parent; $at -isnot [Management.Automation.Language.FunctionDefinitionAst]; $at = $at.Parent) { if (-not $at) { return $false } }
    [bool] @($at.Parameters | Where-Object { $_.StaticType -eq [scriptblock] -and $_.Name.VariablePath.UserPath -eq $Node.VariablePath.UserPath }).Count
}

# A script block that is called has no name, and its arguments reach no event log: module logging is about commands.
function Get-CommandFact($Tree, $Secrets) {
    foreach ($node in Find-Node $Tree CommandAst) {
        $first = $node.CommandElements[0]
        $block = $first -is [Management.Automation.Language.ScriptBlockExpressionAst] -or
            $first.Extent.Text -like '(`[ScriptBlock`]::Create(*' -or (Test-BlockParameter $first)
        $fed = $node.Parent -is [Management.Automation.Language.PipelineAst] -and $node.Parent.PipelineElements[0] -ne $node
        $source = if ($fed) { $node.Parent.PipelineElements[0] } else { $null }
        @{
            line = Get-Line $node; name = if ($block) { $null } else { Get-CommandName $node }; fed = $fed
            elements = @($node.CommandElements | Select-Object -Skip 1 | ForEach-Object { Get-Element $_ $Secrets })
            fed_secret = $source -is [Management.Automation.Language.CommandExpressionAst] -and (Test-Secret $source $Secrets)
        }
    }
}

function Get-FunctionFact($Tree) {
    foreach ($node in Find-Node $Tree FunctionDefinitionAst) {
        $parameters = @($node.Parameters) + @(if ($node.Body.ParamBlock) { $node.Body.ParamBlock.Parameters }) | Where-Object { $_ }
        @{ name = $node.Name; parameters = @($parameters | ForEach-Object { $_.Name.VariablePath.UserPath }) }
    }
}

function Get-TypeFact($Tree) {
    foreach ($kind in 'TypeExpressionAst', 'TypeConstraintAst', 'AttributeAst') {
        foreach ($node in Find-Node $Tree $kind) { @{ line = Get-Line $node; type = [string] $node.TypeName.FullName } }
    }
}

function Get-MemberFact($Tree) {
    foreach ($node in Find-Node $Tree MemberExpressionAst) {
        $call = $node -is [Management.Automation.Language.InvokeMemberExpressionAst]
        $typed = $node.Static -and $node.Expression -is [Management.Automation.Language.TypeExpressionAst]
        @{
            line = Get-Line $node; static = $node.Static; name = Get-Text $node.Member
            type = if ($typed) { [string] $node.Expression.TypeName.FullName } else { $null }
            arguments = if ($call) { @($node.Arguments | Where-Object { $_ }).Count } else { $null }
        }
    }
}

function Get-NewSyntax($Tree, $Tokens) {
    foreach ($kind in 'TernaryExpressionAst', 'PipelineChainAst') {
        foreach ($node in Find-Node $Tree $kind) { @{ line = Get-Line $node; what = $kind } }
    }
    foreach ($node in Find-Node $Tree ScriptBlockAst) { if ($node.CleanBlock) { @{ line = Get-Line $node; what = 'clean block' } } }
    foreach ($node in Find-Node $Tree PipelineAst) { if ($node.Background) { @{ line = Get-Line $node; what = 'background job' } } }
    foreach ($node in Find-Node $Tree VariableExpressionAst) {
        $late = $node.VariablePath.UserPath -in 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR'
        if ($late) { @{ line = Get-Line $node; what = $node.Extent.Text } }
    }
    foreach ($token in $Tokens) { if (Test-NewToken $token) { @{ line = Get-Line $token; what = $token.Text } } }
}

function Test-NewToken($Token) {
    switch -Regex ("$($Token.Kind)") {
        '^Question(Question|QuestionEquals|Dot|LBracket)$' { $true }
        # 1u, 1uy, 1n, 0b101; in a hexadecimal number the letters are digits.
        '^Number$' { $Token.Text -match '^0b' -or ($Token.Text -match '(u|y|s|n|ul|us|uy)$' -and $Token.Text -notmatch '^0x') }
        # `e and `u{263A} in text with variables or escapes
        'StringExpandable$' { $Token.Text -cmatch '(?<!`)(``)*`(u\{|e)' }
    }
}

# break and continue look for a loop in the callers too, and end whatever they find there.
function Get-LooseJump($Tree) {
    $block = [Management.Automation.Language.ScriptBlockAst]
    foreach ($node in @(Find-Node $Tree BreakStatementAst) + @(Find-Node $Tree ContinueStatementAst)) {
        $at = $node.Parent
        while ($at -isnot $block -and $at -isnot [Management.Automation.Language.LabeledStatementAst]) { $at = $at.Parent }
        if ($at -is $block) { @{ line = Get-Line $node; what = $node.Extent.Text } }
    }
}

function Get-LongString($Tokens) {
    foreach ($token in $Tokens) {
        $long = $token.Extent.EndLineNumber -gt $token.Extent.StartLineNumber
        if ($long -and "$($token.Kind)" -match 'String') { @{ line = Get-Line $token; what = 'a string' } }
    }
}

function Get-HeadComment($Tokens) {
    foreach ($token in $Tokens) {
        if ("$($token.Kind)" -eq 'Comment') { $token.Text } elseif ("$($token.Kind)" -ne 'NewLine') { break }
    }
}

function Get-Fact([string] $Text) {
    $tokens = $errors = $null
    $tree = [Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $errors)
    $secrets = Get-SecretName $tree
    @{
        errors = @($errors | ForEach-Object { @{ line = Get-Line $_; what = $_.Message } })
        head = @(Get-HeadComment $tokens); functions = @(Get-FunctionFact $tree); commands = @(Get-CommandFact $tree $secrets)
        types = @(Get-TypeFact $tree); members = @(Get-MemberFact $tree); new_syntax = @(Get-NewSyntax $tree $tokens)
        exits = @(Find-Node $tree ExitStatementAst | ForEach-Object { @{ line = Get-Line $_; what = 'exit' } })
        jumps = @(Get-LooseJump $tree); long_strings = @(Get-LongString $tokens)
    }
}

$facts = @{}
$scripts = ConvertFrom-Json -InputObject ([Console]::In.ReadLine())
foreach ($script in $scripts) { $facts[[string] $script.name] = Get-Fact $script.text }
$aliases = @(Get-Alias | ForEach-Object { $_.Name })
ConvertTo-Json -InputObject @{ scripts = $facts; aliases = $aliases } -Depth 8 -Compress
