using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace TurlaHunt.Tests.Writing;

/// <summary>Two programs that know the format from elsewhere; where one is missing, its tests are skipped.</summary>
internal static class IndependentReaders
{
    private const string PythonScript =
        "import sys, Evtx.Evtx as e\\nwith e.Evtx(sys.argv[1]) as log:\\n  for r in log.records(): print(r.xml())";

    private static readonly Lazy<bool> HasEvtxExport = new(() => Works("evtxexport", "-V"));
    private static readonly Lazy<bool> HasPythonEvtx = new(() => Works("/usr/bin/python3", "-c \"import Evtx.Evtx\""));

    public static Func<byte[], XElement[]>[] Both => [EvtxExport, PythonEvtx];

    /// <summary>The events of a log as libevtx reads them.</summary>
    public static XElement[] EvtxExport(byte[] log)
    {
        Assert.SkipUnless(HasEvtxExport.Value, "evtxexport (Debian: libevtx-utils) is not installed.");
        return Read(log, path => Run("evtxexport", $"-f xml \"{path}\""));
    }

    /// <summary>The events of a log as python-evtx reads them.</summary>
    public static XElement[] PythonEvtx(byte[] log)
    {
        Assert.SkipUnless(HasPythonEvtx.Value, "python-evtx (Debian: python3-evtx) is not installed.");
        return Read(log, path => Run("/usr/bin/python3", $"-c \"exec('{PythonScript}')\" \"{path}\""));
    }

    private static XElement[] Read(byte[] log, Func<string, (int ExitCode, string Output, string Error)> run)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, log);
            (int exitCode, string output, string error) = run(path);
            Assert.True(exitCode == 0, error);

            // Both print one Event element after the other; evtxexport puts its name and version in front.
            int start = output.IndexOf("<Event ", StringComparison.Ordinal);
            return start < 0
                ? []
                : XElement.Parse("<Events>" + output.Remove(0, start) + "</Events>", LoadOptions.PreserveWhitespace)
                    .Elements().ToArray();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Works(string program, string arguments)
    {
        try
        {
            return Run(program, arguments).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int ExitCode, string Output, string Error) Run(string program, string arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.EnvironmentVariables["PYTHONIOENCODING"] = "utf-8";
        start.EnvironmentVariables["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
