using System;

namespace TurlaHunt.Shell.Prompting;

/// <summary>The lines of a redirected input; no prompt is shown, as nobody looks.</summary>
internal sealed class RedirectedLines : ILineSource
{
    public bool EmptyLineEnds => false;

    public string? Read(string prompt) => Console.ReadLine();
}
