Describe 'Get-HuntEvent' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'reads all events of the samples' {
        @(Get-HuntEvent $samples).Count | Should -Be 185
    }

    It 'has the properties that Get-WinEvent has' {
        $record = Get-HuntEvent $security -MaxEvents 1
        foreach ($name in 'TimeCreated', 'Id', 'ProviderName', 'LogName', 'MachineName', 'RecordId', 'UserId', 'Level') {
            $record.PSObject.Properties.Name | Should -Contain $name
        }
    }

    It 'gives values by name' {
        (Get-HuntEvent $security -Id 4698).Data.TaskName | Should -Contain '\CertificateCheck'
    }

    It 'stops reading when somebody has enough' {
        @(Get-HuntEvent $samples | Select-Object -First 3).Count | Should -Be 3
    }

    It 'writes lines of JSON that ConvertFrom-Json reads' {
        $lines = @(Get-HuntEvent $samples -Id 106 -AsJson)
        $lines.Count | Should -Be 4
        ($lines | ConvertFrom-Json).Id | Sort-Object -Unique | Should -Be 106
    }

    It 'writes XML' {
        ([xml](Get-HuntEvent $security -Id 4698 -AsXml | Select-Object -First 1)).Event.System.EventID | Should -Be '4698'
    }

    It 'takes a path with brackets by -LiteralPath' {
        $odd = "$TestDrive/[old] Security.evtx"
        [System.IO.File]::Copy($security, "$((Get-Item $TestDrive).FullName)/[old] Security.evtx")
        @(Get-HuntEvent -LiteralPath $odd).Count | Should -Be 74
    }
}
