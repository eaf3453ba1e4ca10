Describe 'Get-NetUseProcess' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'finds the connection to the server that only looks local' {
        $found = @(Get-NetUseProcess $samples | Where-Object Severity -ge High)
        $found.Count | Should -Be 1
        $found[0].TargetHost | Should -Be '197.168.0.247'
        $found[0].TargetScope | Should -Be 'PublicAddress'
        $found[0].AccountGiven | Should -Be 'administrator'
    }

    It 'shows no password, in no form' {
        $found = Get-NetUseProcess $samples
        $found.HasPassword | Should -Contain $true
        $command = ([regex]'c\$ (\S+) /user').Match((Get-HuntEvent $security -Id 4688 | Where-Object { $_.Data.CommandLine -like '*net use \\197*/user*' } |
            Select-Object -First 1).Data.CommandLine)
        $command.Groups[1].Value | Should -Not -BeNullOrEmpty
        foreach ($text in ($found | Format-List * | Out-String), ($found | ConvertTo-Json -Depth 4), ($found | Out-String -Width 500)) {
            $text.Contains($command.Groups[1].Value) | Should -BeFalse
        }
    }

    It 'compares severities and not letters in what came from elsewhere' {
        $arrived = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Get-NetUseProcess $samples)))
        @($arrived | Where-Object Severity -ge Medium).Count | Should -Be @(Get-NetUseProcess $samples | Where-Object Severity -ge Medium).Count
        @($arrived | Where-Object Severity -eq High).Count | Should -Be 1
    }
}
