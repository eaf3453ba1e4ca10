
namespace TurlaHunt.Auditing.Repairs;

/// <summary>The computer that a journal is about.</summary>
/// <param name="MachineName">Its name, for the eye.</param>
/// <param name="MachineId">What Windows' setup called it (MachineGuid), by which a journal is known to be of this computer.</param>
internal sealed record RepairHost(string? MachineName, string? MachineId)
{
    private const string Key = @"HKLM\SOFTWARE\Microsoft\Cryptography";

    /// <summary>Reads them.</summary>
    public static RepairHost Read(AuditTarget target)
    {
        string? id = target.Registry.ReadValue(Key, "MachineGuid").Value?.Text;
        return new RepairHost(target.Host.MachineName, string.IsNullOrEmpty(id) ? null : id);
    }
}
