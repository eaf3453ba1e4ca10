Describe 'Invoke-TurlaHunt' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
        $result = Invoke-TurlaHunt $samples
    }

    It 'gives one result for the computer, with its verdict and exit code' {
        @($result).Count | Should -Be 1
        $result.Verdict | Should -Be 'Found'
        $result.ExitCode | Should -Be 1
        $result.MachineName | Should -Be 'WS-0217.contoso.example'
    }

    It 'tells the attack as one chain' {
        @($result.Chains).Count | Should -Be 1
        $result.Chains[0].IsComplete | Should -BeTrue
        $result.Chains[0].TaskNames | Should -Contain '\CertificateCheck'
    }

    It 'calls a computer of which nothing came blind' {
        $silent = Invoke-TurlaHunt $samples -ExpectedComputer WS-0217, WS-0218 | Where-Object MachineName -eq WS-0218
        $silent.Verdict | Should -Be 'Blind'
        $silent.ExitCode | Should -Be 2
    }

    It 'finds nothing new in a second run with a bookmark' {
        $mark = "$TestDrive/mark.txt"
        (Invoke-TurlaHunt $samples -Bookmark $mark).Verdict | Should -Be 'Found'
        (Invoke-TurlaHunt $samples -Bookmark $mark).Verdict | Should -Be 'Blind'
    }

    It 'keeps what it says through Export-Clixml' {
        $result | Export-Clixml -LiteralPath "$TestDrive/result.xml"
        $restored = Import-Clixml -LiteralPath "$TestDrive/result.xml"
        $restored.Summary | Should -Be $result.Summary
        $restored.ExitCode | Should -Be 1
        $restored | Out-String | Should -BeLike '*WS-0217*'
    }

    It 'works in a job' {
        $job = Start-Job -ArgumentList $module, $samples -ScriptBlock {
            param($module, $samples)
            Import-Module -Name "$module/TurlaHunt.psd1"
            Invoke-TurlaHunt $samples
        }
        ($job | Receive-Job -Wait -AutoRemoveJob).Verdict | Should -Be 'Found'
    }

    It 'ends on a hunt that there is none of' {
        { Invoke-TurlaHunt $samples -Hunt TH-9999 } | Should -Throw -ErrorId 'HuntNotFound,*'
    }
}
