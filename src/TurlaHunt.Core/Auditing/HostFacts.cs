using System;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing;

/// <summary>What controls need to know of the computer.</summary>
/// <param name="MachineName">Its name; null where that is not known.</param>
/// <param name="ProductType">WinNT for a workstation, LanmanNT for a domain controller, ServerNT for another server; null where that is not known.</param>
internal sealed record HostFacts(string? MachineName, string? ProductType)
{
    private const string Control = @"HKLM\SYSTEM\CurrentControlSet\Control\";

    /// <summary>Whether it runs a server edition; null where that is not known.</summary>
    public bool? IsServer => ProductType is null ? null : !IsProduct("WinNT");

    /// <summary>Whether it is known to be a domain controller.</summary>
    public bool IsDomainController => IsProduct("LanmanNT");

    /// <summary>Reads them from the registry.</summary>
    public static HostFacts Read(IRegistryStore registry)
    {
        RegistryData? name = registry.ReadValue(Control + @"ComputerName\ComputerName", "ComputerName").Value;
        string? product = registry.ReadValue(Control + "ProductOptions", "ProductType").Value?.Text;
        return new HostFacts(name?.Text is { Length: > 0 } text ? text : null, string.IsNullOrEmpty(product) ? null : product);
    }

    private bool IsProduct(string type) => string.Equals(ProductType, type, StringComparison.OrdinalIgnoreCase);
}
