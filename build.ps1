#requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests and packs TurlaHunt: a thin front over dotnet for people who have PowerShell.
.DESCRIPTION
    Clean    deletes what the other tasks made.
    Build    lays out the importable module at output/TurlaHunt.
    Test     builds everything and runs the tests.
    Package  builds the module in Release and zips it to output/package/TurlaHunt-<version>.zip.

    Several tasks run in the given order; the first failure ends the run.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 -Task Clean, Test, Package -Configuration Release
#>
[CmdletBinding()]
param(
    [ValidateSet('Clean', 'Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Paths = @{
    Solution = "$PSScriptRoot/TurlaHunt.sln"
    Project  = "$PSScriptRoot/src/TurlaHunt/TurlaHunt.csproj"
    Output   = "$PSScriptRoot/output"
    Module   = "$PSScriptRoot/output/TurlaHunt"
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
}

function Invoke-Package {
    # What people install is always the Release build, whatever was built before.
    Invoke-DotNet build $Paths.Project --configuration Release --nologo

    $version = (Import-PowerShellDataFile -LiteralPath "$($Paths.Module)/TurlaHunt.psd1").ModuleVersion
    $null = New-Item -Path $Paths.Package -ItemType Directory -Force
    $zip = "$($Paths.Package)/TurlaHunt-$version.zip"
    Compress-Folder -Folder $Paths.Module -Destination $zip
    $zip
}

function Compress-Folder {
    # Not Compress-Archive: on Windows PowerShell it writes backslashes into the names, which other systems take literally.
    param([string] $Folder, [string] $Destination)

    Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
    $root = Get-Item -LiteralPath $Folder
    $stream = [System.IO.File]::Create($Destination)
    $archive = New-Object -TypeName System.IO.Compression.ZipArchive -ArgumentList $stream, 'Create'
    try {
        foreach ($file in Get-ChildItem -LiteralPath $root.FullName -Recurse -File) {
            $name = $root.Name + $file.FullName.Substring($root.FullName.Length).Replace('\', '/')
            $null = [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive, $file.FullName, $name)
        }
    }
    finally {
        $archive.Dispose()
        $stream.Dispose()
    }
}

foreach ($name in $Task) {
    Write-Verbose -Message "Task $name"
    & "Invoke-$name"
}
