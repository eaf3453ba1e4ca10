using System;

namespace TurlaHunt;

/// <summary>What was written for many computers, and what could not be.</summary>
public sealed class PolicyExport
{
    internal PolicyExport()
    {
    }

    /// <summary>The file, or the folder of a backup.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The form.</summary>
    public PolicyFormat Format { get; internal init; }

    /// <summary>The name of the group policy object; null where the form has none.</summary>
    public string? Name { get; internal init; }

    /// <summary>What Import-GPO calls the backup; null where the form has none.</summary>
    public Guid? BackupId { get; internal init; }

    /// <summary>The baselines that the controls belong to.</summary>
    public string[] Baselines { get; internal init; } = [];

    /// <summary>The ids of the controls that are in it.</summary>
    public string[] Controls { get; internal init; } = [];

    /// <summary>The controls that are not in it: the id, a colon, and why.</summary>
    public string[] LeftOut { get; internal init; } = [];

    /// <summary>What must be known before it is used, in sentences.</summary>
    public string[] Notes { get; internal init; } = [];

    /// <summary>The files, with their full paths.</summary>
    public string[] Files { get; internal init; } = [];

    /// <summary>It in a sentence.</summary>
    public override string ToString() => $"{Path}: {Format} with {Controls.Length} controls, {LeftOut.Length} left out.";
}
