using TurlaHunt.Auditing.Stores.Live;
using TurlaHunt.Native;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Repairs.Windows;

/// <summary>Writes to the registry of the computer that this runs on, in the view of 64 bits whatever this process has.</summary>
internal sealed class WindowsRegistryWriter : IRegistryWriter
{
    /// <inheritdoc/>
    public int Set(string key, string name, RegistryData data)
    {
        int error = WindowsRegistryPath.Create(key, WindowsRegistryPath.SetValue | WindowsRegistryPath.Read, out RegistryKeyHandle? handle);
        using (handle)
        {
            error = error != WindowsError.None
                ? error
                : Advapi32.RegSetValueExW(handle!, name, 0, (uint)data.Kind, data.Bytes, (uint)data.Bytes.Length);
            return error != WindowsError.None ? error : Advapi32.RegFlushKey(handle!);
        }
    }

    /// <inheritdoc/>
    public int Delete(string key, string name)
    {
        int error = WindowsRegistryPath.Open(key, WindowsRegistryPath.SetValue | WindowsRegistryPath.Read, out RegistryKeyHandle? handle);
        using (handle)
        {
            error = error != WindowsError.None ? error : Advapi32.RegDeleteValueW(handle!, name);
            return error != WindowsError.None ? error : Advapi32.RegFlushKey(handle!);
        }
    }
}
