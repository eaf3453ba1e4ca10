#if NET
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TurlaHunt.Tests;

/// <summary>
/// The same tests on the .NET Framework build, which is what Windows PowerShell 5.1 loads: as a program of their own under
/// Mono, or directly on Windows.
/// </summary>
public sealed class WindowsPowerShellLegTests
{
    private const int Attempts = 3;

    private static readonly Regex Summary = new(@"Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)");

    [Fact]
    public async Task All_tests_pass_on_NET_Framework_too()
    {
        string program = FindProgram();
        for (int attempt = 1; ; attempt++)
        {
            string output = await Run(program, TestContext.Current.CancellationToken);
            MatchCollection summaries = Summary.Matches(output);

            // Mono 6.8 sometimes aborts in its own clean-up, before or after the summary. Only the summary counts.
            if (summaries.Count == 0 && attempt < Attempts)
            {
                continue;
            }

            Assert.True(summaries.Count == 1, output);
            int[] counts = [.. summaries[0].Groups.Cast<Group>().Skip(1).Select(group => int.Parse(group.Value))];
            Assert.True(counts[0] > 100, output);
            Assert.True(counts[1] == 0 && counts[2] == 0, output);
            return;
        }
    }

    private static string FindProgram()
    {
        string? folder = Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string program = Path.Combine(folder!, "net472", "TurlaHunt.Core.Tests.exe");
        Assert.True(File.Exists(program), $"The .NET Framework build is missing: {program}");
        if (!OperatingSystem.IsWindows() && !IsInstalled("mono"))
        {
            Assert.Skip("Mono is not installed: the tests did not run on the .NET Framework build.");
        }

        return program;
    }

    private static async Task<string> Run(string program, CancellationToken stop)
    {
        List<string> command = OperatingSystem.IsWindows() ? [program] : ["mono", program];
        ProcessStartInfo start = new(command[0], [.. command.Skip(1), "-noColor", "-noLogo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(stop);
        string output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return output + await errors;
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
#endif
