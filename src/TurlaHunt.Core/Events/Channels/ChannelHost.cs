using System;
using System.Security;

namespace TurlaHunt.Events.Channels;

/// <summary>A computer whose live logs are read.</summary>
/// <param name="name">Its name or address, as the user gave it; null for this computer.</param>
/// <param name="account">Who is to ask for the logs; null for whoever runs this.</param>
internal sealed class ChannelHost(string? name, ChannelAccount? account = null)
{
    /// <summary>This computer.</summary>
    public static ChannelHost Local { get; } = new(null);

    /// <summary>Its name as the user gave it; null for this computer.</summary>
    public string? Name { get; } = name;

    /// <summary>Who asks for the logs; null for whoever runs this.</summary>
    public ChannelAccount? Account { get; } = account;

    /// <summary>What it is called where its name has to be said.</summary>
    public override string ToString() => Name ?? Environment.MachineName;
}

/// <summary>An account that a computer is asked by. Its password stays in the form in which PowerShell keeps it.</summary>
internal sealed class ChannelAccount(string? domain, string userName, SecureString password)
{
    public string? Domain { get; } = domain;

    public string UserName { get; } = userName;

    public SecureString Password { get; } = password;
}
