using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Auditing;
using TurlaHunt.Registry;
using TurlaHunt.Tests.Registry;

namespace TurlaHunt.Tests.Auditing;

/// <summary>The files of one computer, as somebody collected them: set up as the baseline wants it, for a test to change.</summary>
internal sealed class TestComputer : IArtefactListener, IDisposable
{
    public const string Channels = @"Microsoft\Windows\CurrentVersion\WINEVT\Channels\";
    public const string AuditKey = @"Microsoft\Windows\CurrentVersion\Policies\System\Audit";
    public const string Lsa = @"ControlSet002\Control\Lsa";
    public const string Firewall = @"ControlSet002\Services\SharedAccess\Parameters\FirewallPolicy\";
    public const int ProcessCreationPlace = 0x50;

    public TestComputer()
    {
        Software.Set(AuditKey, "ProcessCreationIncludeCmdLine_Enabled", 1)
            .Set(Channels + "Microsoft-Windows-TaskScheduler/Operational", "Enabled", 1)
            .Set(Channels + "Microsoft-Windows-TaskScheduler/Operational", "MaxSize", 128 << 20)
            .Set(Channels + "Microsoft-Windows-TaskScheduler/Operational", "Retention", 0)
            .Add(@"Microsoft\Windows\CurrentVersion\Group Policy\History");
        System.Set("Select", "Current", 2)
            .Set(@"ControlSet002\Control\ComputerName\ComputerName", "ComputerName", RegistryData.String("WS-1"))
            .Set(@"ControlSet002\Control\ProductOptions", "ProductType", RegistryData.String("WinNT"))
            .Set(Lsa, "CrashOnAuditFail", 0)
            .Set(@"ControlSet002\Services\EventLog\Security", "MaxSize", 1 << 30)
            .Set(@"ControlSet002\Services\EventLog\Security", "Retention", 0)
            .Set(@"ControlSet002\Services\mpssvc", "Start", 2)
            .Set(Firewall + "PublicProfile", "EnableFirewall", 1)
            .Add(Firewall + "FirewallRules");
        PolAdtEv = PolAdtEvTests.Make([5, 12, 14, 3, 6, 6, 6, 4, 4]);
        for (int place = 12; place < PolAdtEv.Length - 20; place += 2)
        {
            PolAdtEv[place] = 3;
        }
    }

    /// <summary>Where the audit policy keeps a subcategory: 12 bytes, then two for each before it.</summary>
    public static int PlaceOf(Guid subcategory) =>
        12 + (2 * AuditCatalogue.Categories.SelectMany(category => category).TakeWhile(known => known.Id != subcategory).Count());

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "turlahunt-" + Guid.NewGuid().ToString("N"))).FullName;

    public TestHive Software { get; } = new();

    public TestHive System { get; } = new();

    /// <summary>The audit policy; null for none.</summary>
    public byte[]? PolAdtEv { get; set; }

    /// <summary>When the audit policy was written.</summary>
    public DateTime PolicyWritten { get; set; } = TestHive.Written;

    /// <summary>What was said of its files.</summary>
    public List<string> Heard { get; } = [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Writes the hives that are asked for.</summary>
    public TestComputer Save(bool software = true, bool system = true, bool security = true)
    {
        if (software)
        {
            Write("SOFTWARE", Software.ToBytes());
        }

        if (system)
        {
            Write("SYSTEM", System.ToBytes());
        }

        if (security)
        {
            TestHive hive = new();
            Write("SECURITY", (PolAdtEv is null ? hive.Add("Policy") : hive.Set(@"Policy\PolAdtEv", "", new RegistryData(RegistryKind.None, PolAdtEv), PolicyWritten)).ToBytes());
        }

        return this;
    }

    public TestComputer Write(string name, byte[] content)
    {
        string path = Path.Combine([Folder, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    void IArtefactListener.OnUsed(string path, string role) => Heard.Add($"used {Path.GetFileName(path)}: {role}");

    void IArtefactListener.OnSkipped(string path, string reason) => Heard.Add($"skipped {Path.GetFileName(path)}: {reason}");

    void IArtefactListener.OnFailure(string path, Exception failure) => Heard.Add($"failed {Path.GetFileName(path)}: {failure.Message}");

    void IArtefactListener.OnDefect(string path, string problem) => Heard.Add($"defect {Path.GetFileName(path)}: {problem}");

    void IArtefactListener.OnStale(string path, string problem) => Heard.Add($"stale {Path.GetFileName(path)}: {problem}");
}
