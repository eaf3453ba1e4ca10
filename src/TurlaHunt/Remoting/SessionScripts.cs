namespace TurlaHunt.Remoting;

/// <summary>
/// What runs on the far side. Whatever belongs to one hunt goes there as an argument, never as text of a script. Windows PowerShell 5.1
/// must understand it, and of its commands none is used that is not part of the engine itself.
/// </summary>
internal static class SessionScripts
{
    /// <summary>What <see cref="Probe"/> gives where the module is installed in this version.</summary>
    public const string Installed = "Installed";

    /// <summary>What <see cref="Probe"/> gives where it was carried before and is still loaded.</summary>
    public const string Loaded = "Loaded";

    /// <summary>Tells whether the module is there. Where it is not: for which edition of PowerShell it has to be carried.</summary>
    public const string Probe = """
        param($Version, $Identities)
        $ErrorActionPreference = 'Stop'
        if (Get-Module -Name TurlaHunt -ListAvailable | Where-Object { "$($_.Version)" -eq $Version }) { return 'Installed' }
        $edition = 'Desktop'
        if ($PSVersionTable.PSEdition -eq 'Core') { $edition = 'Core' }

        """ + Find + """
        if (Find-CarriedModule $Identities) { return 'Loaded' }
        $edition
        """;

    /// <summary>Loads what was carried.</summary>
    public const string Load = """
        param($Identity, $Images)
        $ErrorActionPreference = 'Stop'
        $plain = @{}
        foreach ($name in @($Images.Keys)) {
            $packed = [System.IO.MemoryStream]::new([byte[]] $Images[$name])
            $zip = [System.IO.Compression.GZipStream]::new($packed, [System.IO.Compression.CompressionMode]::Decompress)
            $content = [System.IO.MemoryStream]::new()
            $zip.CopyTo($content)
            $plain[$name] = [byte[]] $content.ToArray()
        }
        $assembly = [System.Reflection.Assembly]::Load([byte[]] $plain['TurlaHunt'])
        $carried = $assembly.GetType('TurlaHunt.Remoting.CarriedAssemblies')
        $carried::Register($Identity, $plain)
        """;

    /// <summary>Hunts with the module that is installed. That its objects keep all they hold, its own types see to.</summary>
    public const string HuntInstalled = """
        param($Version, $Parameters)
        Import-Module -Name TurlaHunt -RequiredVersion $Version -ErrorAction Stop
        TurlaHunt\Invoke-TurlaHunt @Parameters
        """;

    /// <summary>
    /// Hunts with the module that was carried, and leaves the session without it. Its types are not known there, so that each result is
    /// made a text that holds all of it.
    /// </summary>
    public const string HuntCarried = """
        param($Identities, $Parameters)

        """ + Find + """
        $module = Import-Module -Assembly (Find-CarriedModule $Identities) -PassThru -ErrorAction Stop
        try {
            & $module.ExportedCmdlets['Invoke-TurlaHunt'] @Parameters |
                ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, 8) }
        }
        finally { Remove-Module -ModuleInfo $module }
        """;

    private const string Find = """
        function Find-CarriedModule($Identities) {
            foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($assembly.GetName().Name -ne 'TurlaHunt' -or $assembly.Location) { continue }
                $carried = $assembly.GetType('TurlaHunt.Remoting.CarriedAssemblies')
                if ($carried -and $Identities -contains $carried::Identity) { return $assembly }
            }
        }

        """;
}
