using System;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>The list of Windows' own tasks that the module ships.</summary>
public sealed class ShippedKnownTaskTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private const string Restart = @"\Microsoft\Windows\SoftwareProtectionPlatform\SvcRestartTask";
    private const string Sid = "S-1-5-21-328477448-1921108719-1792717717-1002";

    private static readonly string List = Path.Combine(BuiltFiles.Module, "KnownGood", "Windows.yml");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_entry_says_whose_it_is_and_why()
    {
        KnownTask[] entries = [.. module.Run("Get-KnownTask $x", ("x", List)).ThrowIfFailed().Objects.Cast<KnownTask>()];
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Equal(("Windows", true), (entry.Owner, entry.Reason.Length > 20)));
    }

    [Theory]
    [InlineData(Restart, "S-1-5-20", @"$(@%systemroot%\system32\sppc.dll,-200)", "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}", "timer", KnownStatus.Known)]
    [InlineData(Restart, "S-1-5-20", @"$(@%systemroot%\system32\sppc.dll,-200)", "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}", "logon", KnownStatus.Hijacked)]
    [InlineData(Restart, "S-1-5-18", @"$(@%systemroot%\system32\sppc.dll,-200)", "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}", "timer", KnownStatus.Hijacked)]
    [InlineData(Restart, "S-1-5-20", @"CONTOSO\m.weber", "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}", "timer", KnownStatus.Hijacked)]
    [InlineData(@"\SoftLanding\" + Sid + @"\SoftLandingCreativeManagementTask", Sid, null, "{F576B2F9-7850-4226-ADB0-E5993FED4F02}", null, KnownStatus.Known)]
    [InlineData(@"\SoftLanding\" + Sid + @"\SoftLandingCreativeManagementTask", Sid, null, "{F576B2F9-7850-4226-ADB0-E5993FED4F03}", null, KnownStatus.Hijacked)]
    [InlineData(@"\SoftLanding\" + Sid + @"\SoftLandingCreativeManagementTask", "S-1-5-18", null, "{F576B2F9-7850-4226-ADB0-E5993FED4F02}", null, KnownStatus.Hijacked)]
    public void A_task_is_known_by_all_of_it(string name, string user, string? author, string classId, string? data, KnownStatus expected)
    {
        string xml = "<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">"
            + (author is null ? "" : $"<RegistrationInfo><Author>{author}</Author></RegistrationInfo>")
            + $"<Principals><Principal id=\"Author\"><UserId>{user}</UserId></Principal></Principals>"
            + $"<Actions Context=\"Author\"><ComHandler><ClassId>{classId}</ClassId>{(data is null ? "" : $"<Data><![CDATA[{data}]]></Data>")}</ComHandler></Actions></Task>";
        string log = _folder.Add("Security.evtx", TestLog.Of(Logs.Task(name, "", "") with
        {
            Payload = TestLog.Data(("TaskName", EventValue.String(name)), ("TaskContent", EventValue.String(xml))),
        }));
        TaskCreation dossier = (TaskCreation)Assert.Single(module.Run("Get-SuspiciousTaskCreation $x -KnownTask $list", ("x", log), ("list", List)).ThrowIfFailed().Objects);
        Assert.Equal((expected, expected == KnownStatus.Known ? Severity.Informational : Severity.High), (dossier.KnownStatus!.Value, dossier.Severity));
    }

    [Fact]
    public void The_task_that_Windows_changes_every_half_hour_is_known_in_real_logs()
    {
        string corpus = SharedData.Require("corpus");
        TaskCreation[] dossiers = [.. module.Run("Get-SuspiciousTaskCreation $x -KnownTask $list", ("x", corpus), ("list", List)).Objects.Cast<TaskCreation>()];
        Assert.Equal([Restart], dossiers.Where(dossier => dossier.KnownStatus == KnownStatus.Known).Select(dossier => dossier.TaskName));
        Assert.DoesNotContain(dossiers, dossier => dossier.KnownStatus == KnownStatus.Hijacked);
    }
}
