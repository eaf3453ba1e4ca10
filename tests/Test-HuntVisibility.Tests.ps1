Describe 'Test-HuntVisibility' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'sees all of the samples' {
        (Test-HuntVisibility $samples).Level | Sort-Object -Unique | Should -Be 'Full'
        Test-HuntVisibility $samples -Quiet | Should -BeTrue
    }

    It 'says what is missing, and what to do' {
        $partial = Test-HuntVisibility $samples -Hunt TH-0001 -StartTime '2019-07-09T00:00Z' -EndTime '2019-07-11T00:00Z'
        $partial.Level | Should -Not -Be 'Full'
        $partial.Reasons.Cause | Should -Contain 'LogBeginsLate'
        $partial.Advice | Should -Not -BeNullOrEmpty
    }

    It 'says that settings were not found, and judges the logs' {
        $null = New-Item -ItemType Directory "$TestDrive/none"
        $told = Test-HuntVisibility $samples -AuditPath "$TestDrive/none" -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ArtefactsNotFound,*'
        $told[0].Reasons.Cause | Should -Be 'SettingUnknown'
        $told.Level | Sort-Object -Unique | Should -Be 'Full'
    }
}
