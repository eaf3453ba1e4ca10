Describe 'Get-SuspiciousTaskCreation' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'finds the tasks of the attack among the others' {
        $found = Get-SuspiciousTaskCreation -Path $samples
        $found.Count | Should -Be 5
        ($found | Where-Object Severity -ge High).TaskName | Should -Be '\CertificateCheck', '\ProactiveScan'
    }

    It 'takes files from Get-ChildItem' {
        @(Get-ChildItem -LiteralPath $samples -Filter *.evtx | Get-SuspiciousTaskCreation).Count | Should -Be 5
    }

    It 'gives objects that go into other commands' {
        $rows = Get-SuspiciousTaskCreation $samples | Select-Object TimeCreated, TaskName, Severity | ConvertTo-Csv -NoTypeInformation
        $rows.Count | Should -Be 6
        $rows[0] | Should -BeLike '*TimeCreated*TaskName*Severity*'
    }

    It 'gives times in UTC' {
        (Get-SuspiciousTaskCreation $samples)[0].TimeCreated.Kind | Should -Be 'Utc'
    }

    It 'says nothing where there is nothing' {
        Get-SuspiciousTaskCreation $samples -EndTime '2019-07-01' -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -BeNullOrEmpty
    }

    It 'tells of a file that is not there, and goes on' {
        $found = Get-SuspiciousTaskCreation -Path 'no-such.evtx', $samples -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.Count | Should -Be 5
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
    }
}
