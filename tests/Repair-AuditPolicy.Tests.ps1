# Repair-AuditPolicy and Undo-AuditPolicyRepair: what can be seen without changing the computer that the tests run on.
Describe 'Repair-AuditPolicy' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
        $onWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\'
    }

    It 'changes nothing elsewhere than on Windows, and says so' {
        if ($onWindows) {
            Set-ItResult -Skipped -Because 'this is Windows'
        }

        { Repair-AuditPolicy ProcessCreation -Confirm:$false } | Should -Throw -ErrorId 'PlatformNotSupported,*'
        { Undo-AuditPolicyRepair "$TestDrive/journal.jsonl" -Confirm:$false } | Should -Throw -ErrorId 'PlatformNotSupported,*'
    }

    It 'shows on Windows what it would change, and changes nothing' {
        if (-not $onWindows) {
            Set-ItResult -Skipped -Because 'this is not Windows'
        }

        $before = Test-AuditPolicy -Control ProcessCreation
        Test-AuditPolicy -Control ProcessCreation | Repair-AuditPolicy -WhatIf
        (Test-AuditPolicy -Control ProcessCreation).Actual | Should -Be $before.Actual
    }
}
