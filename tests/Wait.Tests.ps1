# What -Wait gives of a file: what is there, and its end at the end of the window. Ctrl-C cannot be pressed here.
Describe '-Wait' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'gives what is there and ends with the window: <_>' -ForEach 'Get-NetUseProcess', 'Get-SmbCredentialUse', 'Get-SuspiciousTaskCreation', 'Get-HuntEvent' {
        $window = @{ EndTime = '2019-07-11T00:00Z' }
        $found = @(& $_ $samples -Wait @window)
        $found.Count | Should -BeGreaterThan 0
        $found.Count | Should -Be @(& $_ $samples @window).Count
    }

    It 'is ended by who has enough' {
        @(Get-HuntEvent $security -Wait | Select-Object -First 3).Count | Should -Be 3
    }

    It 'excludes -IncludeRecovered' {
        { Get-HuntEvent $security -Wait -IncludeRecovered } | Should -Throw -ErrorId 'ParametersExclude,*'
    }
}
