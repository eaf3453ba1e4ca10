using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Reads lists of known tasks.</summary>
[Cmdlet(VerbsCommon.Get, "KnownTask")]
[OutputType(typeof(KnownTask))]
public sealed class GetKnownTaskCommand : PSCmdlet
{
    /// <summary>The lists.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            foreach (KnownTask task in KnownTaskLists.Read(this, path))
            {
                WriteObject(task);
            }
        }
    }
}
