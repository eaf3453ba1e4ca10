using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TurlaHunt.Commands;

/// <summary>What a runspace was given in the place of what the system has, as tests do. Other runspaces of the process do not see it.</summary>
internal sealed class GivenToRunspace<T>
    where T : class
{
    private readonly ConditionalWeakTable<Runspace, T> _given = new();

    /// <summary>What the runspace of the calling thread was given; null where that is nothing.</summary>
    public T? Current => Runspace.DefaultRunspace is Runspace runspace && _given.TryGetValue(runspace, out T? given) ? given : null;

    /// <summary>Gives a runspace something, in the place of what it was given before.</summary>
    public void Use(Runspace runspace, T given)
    {
        _given.Remove(runspace);
        _given.Add(runspace, given);
    }
}
