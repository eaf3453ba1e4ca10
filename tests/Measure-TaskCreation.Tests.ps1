Describe 'Measure-TaskCreation' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'counts what is called alike' {
        $counts = Measure-TaskCreation $samples
        $counts.Count | Should -Be 5
        $counts.HostCount | Sort-Object -Unique | Should -Be 1
    }

    It 'counts dossiers that went through a file' {
        Get-SuspiciousTaskCreation $samples | Export-Clixml -LiteralPath "$TestDrive/tasks.xml"
        @(Import-Clixml -LiteralPath "$TestDrive/tasks.xml" | Measure-TaskCreation).Count | Should -Be 5
    }
}
