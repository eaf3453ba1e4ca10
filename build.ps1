#requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests and packs TurlaHunt: a thin front over dotnet for people who have PowerShell.
.DESCRIPTION
    Clean    deletes what the other tasks made.
    Build    lays out the importable module at output/TurlaHunt.
    Test     builds everything and runs both suites: the xunit tests, and tests/*.Tests.ps1 in this PowerShell.
    Pester   runs tests/*.Tests.ps1 alone, on the module of -Module.
    Package  builds the module in Release and packs it to output/package/TurlaHunt.<version>.nupkg.

    Several tasks run in the given order; the first failure ends the run. Without an installed PowerShell, the .NET SDK brings one:
    dotnet tool restore; dotnet pwsh ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 -Task Clean, Test, Package -Configuration Release
#>
[CmdletBinding()]
param(
    [ValidateSet('Clean', 'Build', 'Test', 'Pester', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # The folder of the module that the Pester tests import. Without it, the package as the xunit tests unpacked it.
    [string] $Module
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# Not a default value: started by -File, Windows PowerShell does not know its folder there.
if (-not $Module) {
    $Module = "$PSScriptRoot/tests/TurlaHunt.Tests/obj/package/TurlaHunt"
}

$Paths = @{
    Solution = "$PSScriptRoot/TurlaHunt.sln"
    Project  = "$PSScriptRoot/src/TurlaHunt/TurlaHunt.csproj"
    Tests    = "$PSScriptRoot/tests"
    Output   = "$PSScriptRoot/output"
    Package  = "$PSScriptRoot/output/package"
}

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "'dotnet $args' failed with exit code $LASTEXITCODE."
    }
}

function Invoke-Clean {
    foreach ($name in 'Debug', 'Release') {
        Invoke-DotNet clean $Paths.Solution --configuration $name --verbosity quiet --nologo
    }
    if (Test-Path -LiteralPath $Paths.Output) {
        Remove-Item -LiteralPath $Paths.Output -Recurse -Force
    }
}

function Invoke-Build {
    Invoke-DotNet build $Paths.Project --configuration $Configuration --nologo
}

function Invoke-Test {
    Invoke-DotNet test $Paths.Solution --configuration $Configuration --nologo
    Invoke-Pester
}

function Invoke-Pester {
    # In a process of its own: a library that is loaded stays loaded, and on Windows locked, until its process ends.
    $shell = (Get-Process -Id $PID).Path
    $script = @('-NoProfile', '-NonInteractive', '-File', "$($Paths.Tests)/Invoke-PesterTests.ps1", '-Module', $Module)
    if ((Split-Path -Path $shell -Leaf) -like 'dotnet*') {
        $script = @("$PSHOME/pwsh.dll") + $script
    }

    & $shell @script
    if ($LASTEXITCODE -ne 0) {
        throw "The Pester tests failed with exit code $LASTEXITCODE."
    }
}

function Invoke-Package {
    # What people install is always the Release build, whatever was built before.
    Invoke-DotNet pack $Paths.Project --configuration Release --nologo
    (Get-ChildItem -LiteralPath $Paths.Package -Filter *.nupkg).FullName
}

foreach ($name in $Task) {
    Write-Verbose -Message "Task $name"
    & "Invoke-$name"
}
