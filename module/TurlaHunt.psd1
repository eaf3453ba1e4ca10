@{
    RootModule             = 'TurlaHunt.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '7b0f6a0e-2d1f-4c0c-9a37-5b1f0f8f6c21'
    Author                 = 'TurlaHunt contributors'
    CompanyName            = 'TurlaHunt'
    Copyright              = '(c) TurlaHunt contributors. MIT licence.'
    Description            = 'Hunts Windows event logs for the Turla group''s Topinambour campaign, from files on any OS, and says what could not be seen.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'

    FormatsToProcess       = @('TurlaHunt.Format.ps1xml')
    TypesToProcess         = @('TurlaHunt.Types.ps1xml')

    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Add-KnownTask'
        'Block-OutboundSmb'
        'Export-AuditPolicyGpo'
        'Export-HuntReport'
        'Export-HuntSubscription'
        'Export-KnownTask'
        'Get-HuntEvent'
        'Get-KnownTask'
        'Get-NetUseProcess'
        'Get-OutboundSmbConnection'
        'Get-SmbCredentialUse'
        'Get-SuspiciousTaskCreation'
        'Invoke-TurlaHunt'
        'Measure-TaskCreation'
        'Remove-KnownTask'
        'Repair-AuditPolicy'
        'Test-AuditPolicy'
        'Test-EvtxFile'
        'Test-HuntVisibility'
        'Test-OutboundSmbBlock'
        'Unblock-OutboundSmb'
        'Undo-AuditPolicyRepair'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()

    PrivateData            = @{
        PSData = @{
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first release: hunts for tasks, net use, outgoing SMB and credentials, verdicts that say what could not be seen, audit settings.'
            Tags       = @(
                'EventLog', 'evtx', 'ThreatHunting', 'DFIR', 'Turla', 'Security', 'AuditPolicy'
                'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS'
            )
        }
    }
}
