Describe 'Export-AuditPolicyGpo' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'writes a backup that Test-AuditPolicy finds compliant' {
        $gpo = Export-AuditPolicyGpo "$TestDrive/gpo" -WarningAction SilentlyContinue
        $gpo.Controls | Should -Contain 'ProcessCreation'
        $gpo.LeftOut | Should -Not -BeNullOrEmpty
        (Test-AuditPolicy "$TestDrive/gpo" -Control $gpo.Controls).Status | Sort-Object -Unique | Should -Be 'Compliant'
    }

    It 'writes what results lack, in every form' {
        $results = Test-AuditPolicy "$TestDrive/gpo" -Control ProcessCreation, ScriptBlock
        ($results | Export-AuditPolicyGpo "$TestDrive/lack" -WarningAction SilentlyContinue) | Should -BeNullOrEmpty
        foreach ($format in 'AuditCsv', 'Reg', 'Intune') {
            $file = (Export-AuditPolicyGpo "$TestDrive/settings.$format" $format -WarningAction SilentlyContinue).Files
            (Get-Item -LiteralPath $file).Length | Should -BeGreaterThan 100
        }
    }

    It 'replaces nothing without -Force' {
        { Export-AuditPolicyGpo "$TestDrive/gpo" } | Should -Throw -ErrorId 'PolicyExportExists,*'
        (Export-AuditPolicyGpo "$TestDrive/gpo" -Force -WarningAction SilentlyContinue).Files.Count | Should -Be 6
    }

    It 'writes nothing with -WhatIf' {
        Export-AuditPolicyGpo "$TestDrive/none" -WhatIf -WarningAction SilentlyContinue
        Test-Path -LiteralPath "$TestDrive/none" | Should -BeFalse
    }
}
