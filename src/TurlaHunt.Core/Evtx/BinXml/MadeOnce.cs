namespace TurlaHunt.Evtx.BinXml;

/// <summary>Keeps what is made of a template when it is first asked for, also where there is nothing to make.</summary>
internal struct MadeOnce<T>
    where T : class
{
    /// <summary>Whether it was made.</summary>
    public bool IsMade { get; private set; }

    /// <summary>What was made, or null where there is nothing.</summary>
    public T? Value { get; private set; }

    /// <summary>Takes what was made.</summary>
    public T? Set(T? value)
    {
        IsMade = true;
        return Value = value;
    }
}
