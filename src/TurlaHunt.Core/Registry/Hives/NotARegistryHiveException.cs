using System;

namespace TurlaHunt.Registry.Hives;

/// <summary>The file does not begin as a registry hive does, or is one that is not read: the one thing that ends the reading.</summary>
public sealed class NotARegistryHiveException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public NotARegistryHiveException()
    {
    }

    /// <summary>Makes the exception with the fact that was found.</summary>
    public NotARegistryHiveException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with the fact that was found and its cause.</summary>
    public NotARegistryHiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
