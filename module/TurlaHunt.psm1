# Two plain lines, so that the import also works in ConstrainedLanguage: each edition has its own build of the same cmdlets.
if ($PSEdition -eq 'Core') { Import-Module -Name "$PSScriptRoot/bin/net8.0/TurlaHunt.dll" }
else { Import-Module -Name "$PSScriptRoot/bin/net472/TurlaHunt.dll" }
