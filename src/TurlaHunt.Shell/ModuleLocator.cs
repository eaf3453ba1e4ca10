using System.IO;

namespace TurlaHunt.Shell;

/// <summary>
/// Finds the built module: beside the shell, or in the output folder of the repository that the shell was built in.
/// </summary>
internal static class ModuleLocator
{
    private const string Manifest = "TurlaHunt/TurlaHunt.psd1";
    private const string BuildOutput = "output";

    internal const string NotFoundMessage =
        $"The TurlaHunt module was not found: neither {Manifest} beside this program nor {BuildOutput}/{Manifest} "
        + "in a folder above it. Run 'dotnet build' at the root of the repository.";

    internal static string? FindManifest(string start)
    {
        string beside = Path.Combine(start, Manifest);
        if (File.Exists(beside))
        {
            return beside;
        }

        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string built = Path.Combine(folder.FullName, BuildOutput, Manifest);
            if (File.Exists(built))
            {
                return built;
            }
        }

        return null;
    }
}
