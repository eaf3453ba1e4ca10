using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Corpus;

/// <summary>Runs an independent reader of event logs. Where it is not installed the test is skipped and names it.</summary>
internal static class ExternalTool
{
    /// <summary>What the program writes to its standard output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            Arguments = string.Join(" ", Array.ConvertAll(arguments, argument => "\"" + argument + "\"")),
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.GetAwaiter().GetResult();
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }
    }
}
