Describe 'Get-SmbCredentialUse' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'finds whose credentials were used, by whom and where' {
        $found = @(Get-SmbCredentialUse $samples)
        $found.Count | Should -Be 1
        $found[0].UserName | Should -BeLike '*m.weber'
        $found[0].AccountGiven | Should -BeLike '*administrator'
        $found[0].RemoteAddress | Should -Be '197.168.0.247'
    }

    It 'takes events that were read before' {
        @(Get-HuntEvent $security | Get-SmbCredentialUse).Count | Should -Be 1
    }
}
