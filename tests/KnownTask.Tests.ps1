# Get-, Add-, Export- and Remove-KnownTask: what one writes, the others read.
Describe 'Lists of known tasks' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    BeforeEach {
        $list = "$TestDrive/$([guid]::NewGuid()).yml"
    }

    It 'are learned by Export-KnownTask, which refuses what is suspicious and says so' {
        Measure-TaskCreation $samples | Export-KnownTask $list -Reason 'Our image' -Owner IT -ErrorVariable problems -ErrorAction SilentlyContinue
        @(Get-KnownTask $list).Count | Should -Be 3
        @($problems | Where-Object FullyQualifiedErrorId -like 'KnownTaskNotLearned,*').Count | Should -Be 2
    }

    It 'make a task Informational that Add-KnownTask vouches for' {
        Get-SuspiciousTaskCreation $samples | Where-Object TaskName -like '\Google*' | Add-KnownTask $list -Reason 'It updates itself'
        (Get-SuspiciousTaskCreation $samples -KnownTask $list | Where-Object TaskName -like '\Google*').Severity | Should -Be 'Informational'
    }

    It 'are emptied by Remove-KnownTask' {
        Get-SuspiciousTaskCreation $samples | Where-Object TaskName -like '\Google*' | Add-KnownTask $list -Reason 'It updates itself'
        Get-KnownTask $list | Remove-KnownTask
        Get-KnownTask $list | Should -BeNullOrEmpty
    }

    It 'are not written with -WhatIf' {
        Get-SuspiciousTaskCreation $samples | Where-Object TaskName -like '\Google*' | Add-KnownTask $list -Reason 'It updates itself' -WhatIf
        Test-Path -LiteralPath $list | Should -BeFalse
    }

    It 'are never taken for empty where they are broken' {
        Set-Content -LiteralPath $list -Value '- name: x', '  nmae: y'
        { Get-SuspiciousTaskCreation $samples -KnownTask $list } | Should -Throw -ErrorId 'KnownTaskListInvalid,*'
    }
}
