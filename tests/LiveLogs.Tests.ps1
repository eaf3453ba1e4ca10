# What the commands do without a path: on Windows live logs, elsewhere one clear error.
Describe 'Live logs' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
        $onWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\'
    }

    It 'are not there elsewhere than on Windows: <_>' -ForEach 'Get-HuntEvent', 'Get-NetUseProcess', 'Invoke-TurlaHunt', 'Test-HuntVisibility' {
        if ($onWindows) {
            Set-ItResult -Skipped -Because 'this is Windows'
        }

        { & $_ -LogName Security } | Should -Throw -ErrorId 'PlatformNotSupported,*'
        { & $_ } | Should -Throw -ErrorId 'PlatformNotSupported,*'
    }

    It 'give events on Windows' {
        if (-not $onWindows) {
            Set-ItResult -Skipped -Because 'this is not Windows'
        }

        $found = @(Get-HuntEvent -LogName System -MaxEvents 5)
        $found.Count | Should -Be 5
        $found[0].LogName | Should -Be 'System'
    }

    It 'that are not there are an error on Windows' {
        if (-not $onWindows) {
            Set-ItResult -Skipped -Because 'this is not Windows'
        }

        Get-HuntEvent -LogName 'No such log' -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ChannelNotFound,*'
    }
}
