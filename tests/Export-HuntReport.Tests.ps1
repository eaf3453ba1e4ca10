Describe 'Export-HuntReport' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
        $result = Invoke-TurlaHunt $samples
    }

    It 'writes <_>' -ForEach 'html', 'xml', 'sarif', 'json', 'jsonl', 'csv' {
        $result | Export-HuntReport "$TestDrive/hunt.$_"
        (Get-Item -LiteralPath "$TestDrive/hunt.$_").Length | Should -BeGreaterThan 100
    }

    It 'writes CSV that Import-Csv reads' {
        $result | Export-HuntReport "$TestDrive/rows.csv"
        @(Import-Csv -LiteralPath "$TestDrive/rows.csv" | Where-Object Record -eq Finding).Count | Should -Be @($result.Findings).Count
    }

    It 'leaves a file alone with -NoClobber' {
        Set-Content -LiteralPath "$TestDrive/mine.json" -Value 'mine'
        { $result | Export-HuntReport "$TestDrive/mine.json" -NoClobber } | Should -Throw -ErrorId 'ReportNotWritten,*'
        Get-Content -LiteralPath "$TestDrive/mine.json" | Should -Be 'mine'
    }

    It 'writes nothing with -WhatIf' {
        $result | Export-HuntReport "$TestDrive/none.html" -WhatIf
        Test-Path -LiteralPath "$TestDrive/none.html" | Should -BeFalse
    }
}
