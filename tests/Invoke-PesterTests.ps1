#requires -Version 5.1
<#
.SYNOPSIS
    Runs the Pester tests beside this file on a built module.
.DESCRIPTION
    Needs Pester 5. It is taken from the installed modules, or else from where a restore of the xunit tests left it. The exit code is 0
    where all tests passed, and 1 where there is no Pester.
.PARAMETER Module
    The folder of the module.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string] $Module
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { "$HOME/.nuget/packages" }
$found = @(
    Get-Module -Name Pester -ListAvailable
    Get-Item -Path "$packages/pester/*/tools/Pester.psd1" -ErrorAction Ignore | ForEach-Object { Get-Module -Name $_.FullName -ListAvailable }
) | Where-Object { $_.Version.Major -eq 5 } | Sort-Object -Property Version -Descending | Select-Object -First 1
if (-not $found) {
    Write-Warning -Message 'Pester 5 is not installed, so tests/*.Tests.ps1 were not run: Install-Module Pester -RequiredVersion 5.9.1'
    exit 1
}

Import-Module -Name $found.Path
$env:TURLAHUNT_MODULE = (Resolve-Path -LiteralPath $Module).ProviderPath

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.Exit = $true
$configuration.Output.Verbosity = 'Detailed'
Invoke-Pester -Configuration $configuration
