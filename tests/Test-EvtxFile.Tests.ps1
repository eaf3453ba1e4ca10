Describe 'Test-EvtxFile' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'finds the samples sound' {
        (Test-EvtxFile $samples).Status | Sort-Object -Unique | Should -Be 'Sound'
    }

    It 'tells of a file that was cut off' {
        $bytes = [System.IO.File]::ReadAllBytes($security)
        $cut = "$((Get-Item $TestDrive).FullName)/cut.evtx"
        [System.IO.File]::WriteAllBytes($cut, $bytes[0..99999])
        $report = Test-EvtxFile $cut
        $report.Status | Should -Be 'Damaged'
        $report.Problems | Should -Not -BeNullOrEmpty
    }

    It 'tells that a file is no event log' {
        Set-Content -LiteralPath "$TestDrive/text.evtx" -Value 'text'
        Test-EvtxFile "$TestDrive/text.evtx" -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'EvtxNotAnEventLog,*'
    }
}
