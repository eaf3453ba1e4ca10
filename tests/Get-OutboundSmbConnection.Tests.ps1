Describe 'Get-OutboundSmbConnection' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'tells what leaves for a public address from what stays within' {
        $found = Get-OutboundSmbConnection $samples
        ($found | Where-Object Severity -ge High).RemoteAddress | Sort-Object -Unique | Should -Be '197.168.0.247'
        ($found | Where-Object RemoteScope -eq Private).Severity | Sort-Object -Unique | Should -Be 'Informational'
    }

    It 'groups by what became of the connection' {
        $outcomes = Get-OutboundSmbConnection $samples | Group-Object -Property Outcome -NoElement
        $outcomes.Name | Sort-Object | Should -Be 'Allowed', 'Connected', 'Refused'
    }
}
