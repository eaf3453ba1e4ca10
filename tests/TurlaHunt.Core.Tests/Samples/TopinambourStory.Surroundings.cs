using System;
using System.Globalization;
using static TurlaHunt.Tests.Samples.SampleHost;

namespace TurlaHunt.Tests.Samples;

/// <content>What happens on the workstation anyway.</content>
internal sealed partial class TopinambourStory
{
    private const string ServiceRestartTask = @"\Microsoft\Windows\SoftwareProtectionPlatform\SvcRestartTask";
    private const string WindowsProactiveScan = @"\Microsoft\Windows\Chkdsk\ProactiveScan";

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
}
