using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Shell;

/// <summary>
/// The Windows build of the shell under Wine, on a computer of its own that is gone afterwards. Wine has a real registry; the
/// functions of the audit policy and of the event log are stubs there.
/// </summary>
public sealed class WindowsShell : IAsyncLifetime
{
    private const string Folder = "windows-shell";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Packages put it into the path under one of these names, or nowhere.
    private static readonly string[] Places =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder =>
            new[] { Path.Combine(folder, "wine"), Path.Combine(folder, "wine64") }),
        "/usr/lib/wine/wine64",
    ];

    private readonly string _computer = Path.Combine(Path.GetTempPath(), $"turlahunt-wine-{Guid.NewGuid():N}");

    private static string? Wine { get; } = Array.Find(Places, File.Exists);

    private static string Program { get; } = Path.Combine(BuiltFiles.RepositoryRoot, "output", Folder, "TurlaHunt.Shell.exe");

    private static string? Missing { get; } =
        Wine is null ? "Wine is not installed: nothing was tried on Windows' own functions."
        : File.Exists(Program) ? null
        : $"The Windows build of the shell is not there: dotnet publish src/TurlaHunt.Shell -c Debug -r win-x64 --self-contained -o output/{Folder}";

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            await Run(Wine!, "wineboot", "-i");
            await Run(Wine!, "winecfg", "-v", "win10");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(_computer))
        {
            return;
        }

        string server = Path.Combine(Path.GetDirectoryName(Wine!)!, "wineserver");
        await Run(File.Exists(server) ? server : "/usr/lib/wine/wineserver", "-k");
        Directory.Delete(_computer, recursive: true);
    }

    /// <summary>Runs a pipeline; skips the test where there is no Wine.</summary>
    /// <returns>What it printed, and what it printed as errors, as one text.</returns>
    internal async Task<string> Run(string pipeline)
    {
        if (Missing is not null)
        {
            Assert.Skip(Missing);
        }

        return await Run(Wine!, Program, pipeline);
    }

    /// <summary>The text of a file on drive C.</summary>
    internal string Read(string name) => File.ReadAllText(Path.Combine(_computer, "drive_c", name));

    private async Task<string> Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WINEPREFIX"] = _computer;
        start.Environment["WINEARCH"] = "win64";
        start.Environment["WINEDEBUG"] = "-all";
        start.Environment["DISPLAY"] = "";

        // Not mscoree: without it no assembly of .NET is loaded that has no native code.
        start.Environment["WINEDLLOVERRIDES"] = "winedbg.exe=d";
        start.Environment["COLUMNS"] = "400";

        // With it .NET under Wine ends with an internal error when it collects code that the engine made at run time.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (output + await errors).Replace("\r", "", StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
