using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.AccessControl;
using System.Security.Principal;

namespace TurlaHunt.Auditing.Repairs.Windows;

/// <summary>
/// Where journals lie that nobody named a place for. Only administrators may write there: whoever could change a journal could
/// have an administrator write to the registry by taking it back.
/// </summary>
internal static class JournalFolder
{
    // Protected; full control for administrators and the system, for all that is below too.
    private const string Rights = "O:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)";

    private const string Administrators = "S-1-5-32-544";
    private const string LocalSystem = "S-1-5-18";

    /// <summary>The folder, which is made where it is not there.</summary>
    /// <exception cref="RepairJournalException">It cannot be made, or somebody else made it.</exception>
    public static string Open()
    {
        string parent = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "TurlaHunt");
        string folder = Path.Combine(parent, "Repairs");
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            throw new RepairJournalException(folder, "its folder is one of Windows.");
        }

        try
        {
            foreach (string path in new[] { parent, folder })
            {
                DirectorySecurity rights = new();
                rights.SetSecurityDescriptorSddlForm(Rights);
#if NET
                DirectoryInfo directory = new(path);
                directory.Create(rights);
                DirectorySecurity actual = directory.GetAccessControl();
#else
                DirectorySecurity actual = Directory.CreateDirectory(path, rights).GetAccessControl();
#endif
                SecurityIdentifier? owner = actual.GetOwner(typeof(SecurityIdentifier)) as SecurityIdentifier;
                if (owner?.Value is not Administrators and not LocalSystem)
                {
                    throw new RepairJournalException(
                        path, "the folder does not belong to the administrators, so somebody else could change journals in it.");
                }

                // One that was there already keeps its rights, which may be those of ProgramData.
                bool isOpen = !actual.AreAccessRulesProtected;
                foreach (FileSystemAccessRule rule in actual.GetAccessRules(true, true, typeof(SecurityIdentifier)))
                {
                    isOpen |= rule.AccessControlType == AccessControlType.Allow && rule.IdentityReference.Value is not Administrators and not LocalSystem;
                }

                if (isOpen)
                {
                    throw new RepairJournalException(path, "others than administrators have rights in the folder, so somebody else could change journals in it.");
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new RepairJournalException(folder, $"the folder cannot be made. {failure.Message}", failure);
        }

        return folder;
    }
}
