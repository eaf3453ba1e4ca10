using System;

namespace TurlaHunt.Evtx;

/// <summary>The file does not begin as an event log does: the one thing that ends the reading of a file.</summary>
public sealed class NotAnEventLogException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public NotAnEventLogException()
    {
    }

    /// <summary>Makes the exception with the fact that was found.</summary>
    public NotAnEventLogException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with the fact that was found and its cause.</summary>
    public NotAnEventLogException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
