using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Reads lists of known tasks.</summary>
[Cmdlet(VerbsCommon.Get, "KnownTask", DefaultParameterSetName = PathSet)]
[OutputType(typeof(KnownTask))]
public sealed class GetKnownTaskCommand : PSCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The lists, by their paths, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [PathText]
    [ArgumentCompleter(typeof(KnownTaskPathCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the lists, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IEnumerable<KnownTask> tasks = ParameterSetName == LiteralPathSet
            ? LiteralPath.SelectMany(path => KnownTaskLists.Read(this, path))
            : Path.SelectMany(path => KnownTaskLists.ReadAll(this, path));
        foreach (KnownTask task in tasks)
        {
            WriteObject(task);
        }
    }
}
