using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Writes to the registry of the computer that this runs on. Keys are made where they are not there, and never removed.</summary>
internal interface IRegistryWriter
{
    /// <summary>Writes a value, and returns when it is on the disk.</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Set(string key, string name, RegistryData data);

    /// <summary>Removes a value, and returns when that is on the disk.</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Delete(string key, string name);
}
