using System;

namespace TurlaHunt.Events;

/// <summary>A folder holds no event log, nor does any folder below it.</summary>
public sealed class NoEventLogsException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public NoEventLogsException()
    {
    }

    /// <summary>Makes the exception with the fact that was found.</summary>
    public NoEventLogsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with the fact that was found and its cause.</summary>
    public NoEventLogsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
