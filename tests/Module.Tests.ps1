BeforeDiscovery {
    . "$PSScriptRoot/ModuleUnderTest.ps1"
    $commands = @(Get-Command -Module TurlaHunt | ForEach-Object { @{ Name = $_.Name } })
    $examples = @(foreach ($command in Get-Command -Module TurlaHunt) {
        foreach ($example in @((Get-Help -Name $command.Name -Full).examples.example)) {
            if ($example.code -like '*$samples*') {
                # What comes of it stands below the code, behind an empty line.
                @{ Title = "$($command.Name): $($example.title.Trim('- '))"; Code = ($example.code -split "`n`n")[0] }
            }
        }
    })
}

Describe 'The module' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'has the commands of its manifest' {
        $manifest = Import-PowerShellDataFile -LiteralPath "$module/TurlaHunt.psd1"
        (Get-Command -Module TurlaHunt).Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'is valid, and says what the Gallery asks for' {
        $info = Test-ModuleManifest -Path "$module/TurlaHunt.psd1" -ErrorAction Stop
        $info.Description | Should -Not -BeNullOrEmpty
        $info.Tags | Should -Contain 'PSEdition_Desktop'
        $info.Tags | Should -Contain 'PSEdition_Core'
    }

    It 'comes again after it was removed' {
        $count = @(Get-Command -Module TurlaHunt).Count
        Remove-Module -Name TurlaHunt
        Import-Module -Name "$module/TurlaHunt.psd1"
        @(Get-Command -Module TurlaHunt).Count | Should -Be $count
    }

    It 'loads nothing at import but its commands and their domain' {
        $job = Start-Job -ArgumentList $module -ScriptBlock {
            param($module)
            Import-Module -Name "$module/TurlaHunt.psd1"
            [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
        }
        $loaded = @($job | Receive-Job -Wait -AutoRemoveJob)
        $loaded | Where-Object { $_ -like 'TurlaHunt*' } | Sort-Object | Should -Be 'TurlaHunt', 'TurlaHunt.Core'
        $loaded | Should -Not -Contain 'YamlDotNet'
    }

    It 'explains <Name>' -ForEach $commands {
        $help = Get-Help -Name $Name -Full
        $help.Synopsis | Should -Not -BeLike "*$Name*"
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        @($help.parameters.parameter | Where-Object { -not $_.description }) | Should -BeNullOrEmpty
    }

    It 'finds <_>' -ForEach @('', '_Hunts', '_KnownGood', '_Visibility', '_Compliance') {
        Get-Help -Name "about_TurlaHunt$_" | Out-String | Should -BeLike "*about_TurlaHunt$_*"
    }

    It 'runs the example <Title>' -ForEach $examples {
        Push-Location -LiteralPath $TestDrive
        try {
            & ([scriptblock]::Create('$ErrorActionPreference = "Stop"' + "`n" + $Code)) | Out-String | Out-Null
        }
        finally {
            Pop-Location
        }
    }
}
