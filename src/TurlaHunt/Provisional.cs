using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Stands in for the command of that name until it is there: gives its paths back as objects.</summary>
[Cmdlet(VerbsCommon.Get, "HuntEvent")]
[OutputType(typeof(PSObject))]
public sealed class GetHuntEventCommand : PSCmdlet
{
    /// <summary>The paths to give back.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            PSObject item = new();
            item.TypeNames.Insert(0, "TurlaHunt.EventRecord");
            item.Properties.Add(new PSNoteProperty("Path", path));
            WriteObject(item);
        }
    }
}

/// <summary>Stands in for the command of that name until it is there.</summary>
[Cmdlet(VerbsCommon.Get, "NetUseProcess")]
public sealed class GetNetUseProcessCommand : PSCmdlet;

/// <summary>Stands in for the command of that name until it is there.</summary>
[Cmdlet(VerbsCommon.Get, "SuspiciousTaskCreation")]
public sealed class GetSuspiciousTaskCreationCommand : PSCmdlet;
