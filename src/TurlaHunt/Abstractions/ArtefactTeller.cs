using System;
using System.Management.Automation;
using TurlaHunt.Auditing;

namespace TurlaHunt.Commands;

/// <summary>Tells the user of a cmdlet what becomes of the files that tell of settings.</summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class ArtefactTeller(PSCmdlet cmdlet) : IArtefactListener
{
    /// <summary>What the user gave, for errors.</summary>
    public string Given { get; set; } = "";

    /// <summary>Whether all files could be read.</summary>
    public bool IsSound { get; private set; } = true;

    public void OnUsed(string path, string role) => cmdlet.WriteVerbose($"{path} is used as {role}.");

    public void OnSkipped(string path, string reason) => cmdlet.WriteVerbose($"Left out {path}: {reason}.");

    public void OnFailure(string path, Exception failure)
    {
        IsSound = false;
        cmdlet.WriteError(failure.ToArtefactErrorRecord(path, Given));
    }

    public void OnDefect(string path, string problem) => cmdlet.WriteError(ErrorRecords.ArtefactDamaged(path, problem, Given));

    public void OnStale(string path, string problem) => cmdlet.WriteWarning(_Format.Text($"'{path}': {problem}"));
}
