# What Tab offers where a full PowerShell is needed for it: paths.
Describe 'Completion' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"

        function Complete([string] $line) {
            (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
        }

        $folder = New-Item -Path "$TestDrive/logs" -ItemType Directory
        $null = New-Item -Path "$folder/archive" -ItemType Directory
        [System.IO.File]::WriteAllBytes("$folder/b log.evtx", (New-Object -TypeName byte[] -ArgumentList 2000))
        Set-Content -LiteralPath "$folder/text.txt" -Value 'text'
        Set-Content -LiteralPath "$folder/ours.yml" -Value '- name: \a', '  actions: [{program: x}]', '  reason: r', '  owner: o'
        Set-Content -LiteralPath "$folder/broken.yml" -Value '- nmae: x'
    }

    It 'offers logs and folders, with size and age' {
        $found = Complete "Get-NetUseProcess -Path $folder/"
        $found.ListItemText | Should -Be 'b log.evtx', 'archive'
        $found[0].CompletionText | Should -BeLike "*'*b log.evtx'"
        $found[0].ToolTip | Should -BeLike '*: event log, 2 KiB, last written *Z'
    }

    It 'offers all files where no log is there' {
        (Complete "Get-HuntEvent -Path $folder/te").ListItemText | Should -Be 'text.txt'
    }

    It 'tells how much is in a list: <_>' -ForEach 'Get-KnownTask ', 'Get-SuspiciousTaskCreation . -KnownTask ', 'Invoke-TurlaHunt . -KnownTask ' {
        $found = Complete "$_$folder/"
        $found.ListItemText | Should -Be 'broken.yml', 'ours.yml', 'archive'
        $found[0].ToolTip | Should -BeLike '*: no list of known tasks.*'
        $found[1].ToolTip | Should -BeLike '*: 1 known tasks'
    }

    It 'offers nothing where nothing is there' {
        Complete 'Get-HuntEvent -Path no-such-folder/x' | Should -BeNullOrEmpty
    }
}
