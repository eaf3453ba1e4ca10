# What each file of tests begins with: the module under test and its sample logs.
$module = if ($env:TURLAHUNT_MODULE) { $env:TURLAHUNT_MODULE } else { "$PSScriptRoot/../output/TurlaHunt" }
Import-Module -Name "$module/TurlaHunt.psd1"
$samples = "$((Get-Module -Name TurlaHunt).ModuleBase)/samples"
$security = "$samples/Security.evtx"
