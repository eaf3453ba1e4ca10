Describe 'Test-AuditPolicy' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"

        # A policy's audit.csv: success of process creation, and nothing else.
        $policy = New-Item -Path "$TestDrive/policy" -ItemType Directory
        Set-Content -LiteralPath "$policy/audit.csv" -Encoding Ascii -Value @(
            'Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value'
            ',System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},Success,,1'
        )
    }

    It 'tells what a policy sets' {
        $result = Test-AuditPolicy $policy.FullName -Control ProcessCreation
        $result.Status | Should -Be 'Compliant'
        $result.Basis | Should -Be 'Policy'
    }

    It 'never takes for good what it cannot see' {
        (Test-AuditPolicy $policy.FullName).Status | Should -Contain 'Unknown'
        Test-AuditPolicy $policy.FullName -Quiet | Should -BeFalse
    }

    It 'compares baselines side by side' {
        $results = Test-AuditPolicy $policy.FullName -Baseline Turla, Yamato -Control ProcessCreation
        $results.Baseline | Should -Be 'Turla', 'Yamato'
        $results.Status | Should -Be 'Compliant', 'NonCompliant'
    }

    It 'completes the ids of controls' {
        $line = 'Test-AuditPolicy . -Control Proc'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Contain 'ProcessCreation'
    }
}
