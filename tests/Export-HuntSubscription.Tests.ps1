Describe 'Export-HuntSubscription' {
    BeforeAll {
        . "$PSScriptRoot/ModuleUnderTest.ps1"
    }

    It 'writes a subscription with a query for each log: <_>' -ForEach 'Baseline', 'Targeted' {
        $subscription = Export-HuntSubscription "$TestDrive/$_.xml" $_
        $xml = [xml](Get-Content -LiteralPath $subscription.Path -Raw)
        $xml.Subscription.SubscriptionId | Should -Be "TurlaHunt-$_"
        $list = [xml]$xml.Subscription.Query.InnerText
        @($list.QueryList.Query).Count | Should -Be $subscription.Events.Count
    }

    It 'replaces nothing without -Force, and writes nothing with -WhatIf' {
        { Export-HuntSubscription "$TestDrive/Baseline.xml" } | Should -Throw -ErrorId 'SubscriptionExists,*'
        Export-HuntSubscription "$TestDrive/none.xml" -WhatIf
        Test-Path -LiteralPath "$TestDrive/none.xml" | Should -BeFalse
    }
}
