using System.Collections.Generic;

namespace TurlaHunt.Auditing;

/// <summary>A list of controls.</summary>
/// <param name="Name">What it is called: the name of its file without the extension.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Controls">The controls, in the order of the file.</param>
public sealed record AuditBaseline(string Name, string Title, IReadOnlyList<AuditControl> Controls);
