using System;
using System.Linq;
using System.Text;
using TurlaHunt.Hunting.CommandLines;
using Xunit;

namespace TurlaHunt.Tests.Hunting.CommandLines;

/// <summary>One command in many spellings has one reading.</summary>
public sealed class SpellingTests
{
    private const string Secret = "S3cret";

    private static readonly string[] Spaces = [" ", "  ", "\t", " \t ", "\u00A0", "\u3000", "\u2003"];

    private static readonly string[] Programs =
    [
        "net", "net.exe", "net1", "net1.exe", @"C:\Windows\System32\net", @"%SystemRoot%\system32\net.exe", @"C:\Windows\SysWOW64\net1.exe",
        @"..\system32\net", "C:/Windows/System32/net.exe",
    ];

    private static readonly string[] Hosts =
    [
        "197.168.0.247", "3316121847", "0xC5A800F7", "0305.0250.0.0367", "197.168.247", "0xc5.168.0x0.247", "197.168.0.247.",
        "--ffff-c5a8-f7.ipv6-literal.net", "[::ffff:197.168.0.247]", "197.168.0.247@SSL@443", "197.168.0.247@8080",
    ];

    // What may stand around the command, on a line that cmd reads; {0} is the command.
    private static readonly string[] Nests =
    [
        "cmd /c {0}", "cmd.exe /q /c {0}", "%COMSPEC% /d /c {0}", "C:\\Windows\\system32\\cmd.exe /V:ON/E:ON /c \"{0}\"", "cmd /k {0}",
        "cmd/c {0}", "cmd /c ({0})", "cmd /c @{0}", "cmd /c echo off & {0}", "cmd /c {0} & a.js", "cmd /c dir && {0} || exit", "cmd /c a|{0}",
        "cmd /c start /b {0}", "cmd /c start \"\" /min {0}", "cmd /c call {0}", "cmd /c if 1==1 {0}", "cmd /c if exist x ({0}) else b",
        "cmd /c for %i in (1) do {0}", "cmd /c for %i in (1) do @{0}", "cmd /c {0} >nul 2>&1", "cmd /c cmd /c {0}", "cmd /c \"cmd /k \"{0}\"\"",
        "cmd /c pushd C:\\ & {0} & popd", "cmd /c ,;= {0}", "conhost.exe cmd /c {0}",
    ];

    [Fact]
    public void However_it_is_spelled_a_connection_reads_the_same()
    {
        Random random = new(20190715);
        for (int round = 0; round < 12_000; round++)
        {
            string nest = Nests[random.Next(Nests.Length)];
            string line = string.Format(null, nest, Connect(random, mayQuote: !nest.Contains('"')));
            CommandLine read = CommandLine.Read(line);
            Assert.True(read is { Verdict: LineVerdict.PublicShare, NetUse: true, IsDelete: false, HasUserSwitch: true, HasPassword: true }, line);
            Assert.True(read.Targets[0] is { Host: "197.168.0.247", Share: "c$", Use: TargetUse.Connect }, line);
            Assert.Equal("bob", read.UserName, ignoreCase: true);
            Assert.DoesNotContain("3cret", read.Redacted.Replace("^", "").Replace("\"", ""), StringComparison.OrdinalIgnoreCase);
            Assert.True(LineScreen.MayMatter(line), line);

            // Sysmon doubles every percent sign, and the reading tells nothing of it.
            CommandLine doubled = CommandLine.Read(line.Replace("%", "%%"), CommandLineFlavor.Sysmon);
            Assert.Equal(read.Redacted.Replace("%", "%%"), doubled.Redacted);
            Assert.Equal((read.Verdict, read.UserName, read.Targets[0].Host), (doubled.Verdict, doubled.UserName, doubled.Targets[0].Host));
        }
    }

    [Fact]
    public void However_it_is_spelled_a_disconnection_stays_silent()
    {
        Random random = new(20190716);
        string[] switches = ["/delete", "/delet", "/del", "/d", "/D", "/DELETE"];
        for (int round = 0; round < 4_000; round++)
        {
            string use = Join(random, [Disguise(random, Pick(random, Programs), true), Disguise(random, "use", true), "\\\\" + Pick(random, Hosts) + "\\c$",
                Pick(random, switches), random.Next(2) == 0 ? "/y" : ""]);
            CommandLine read = CommandLine.Read("cmd /c " + use);
            Assert.True(read is { Verdict: LineVerdict.None, NetUse: true, IsDelete: true }, use);
        }
    }

    [Fact]
    public void However_it_is_spelled_a_path_without_net_use_reads_the_same()
    {
        Random random = new(20190717);
        string[] verbs = ["copy /y {0} x", "type {0}", "pushd {0}", "pushd{0}", "wscript //B {0}", "start {0}", "call {0}", "rundll32 {0},Start", "xcopy x {0}",
            "more <{0}", "dir>{0}", "if exist {0} exit", "{0}", "regsvr32 /i:{0} scrobj.dll"];
        for (int round = 0; round < 4_000; round++)
        {
            string path = Disguise(random, "\\\\" + Pick(random, Hosts) + "\\c$\\i.js", mayQuote: false);
            string verb = string.Format(null, Pick(random, verbs), path);
            CommandLine read = CommandLine.Read("cmd /c " + verb);
            Assert.True(read is { Verdict: LineVerdict.AddressPath, NetUse: false }, verb);
            Assert.True(read.Targets.Any(target => target is { Host: "197.168.0.247", Share: "c$" }), verb);
        }
    }

    private static string Connect(Random random, bool mayQuote)
    {
        string path = "\\\\" + Pick(random, Hosts) + "\\c$";
        string password = Pick(random, [Secret, "<" + Secret + ">", "-" + Secret, Secret + "!"]);
        string user = Pick(random, ["/user:bob", "/USER:bob", "/u:bob", "/us:bob"]);
        string[] words = random.Next(4) switch
        {
            0 => [path, password, user],
            1 => [path, user, password],
            2 => [user, path, password],
            _ => ["Z:", path, password, user, "/persistent:no"],
        };
        return Join(random, [
            Disguise(random, Pick(random, Programs), mayQuote),
            Disguise(random, "use", mayQuote),
            .. words.Select(word => word[0] is '<' ? word : Disguise(random, word, mayQuote)),
        ]);
    }

    // Case, carets and quotes that cmd takes out. A switch keeps its case where it carries a value.
    private static string Disguise(Random random, string word, bool mayQuote)
    {
        StringBuilder text = new();
        bool quoted = false;
        foreach (char c in word)
        {
            bool isEscaped = text.Length > 0 && text[text.Length - 1] == '\\';
            if (mayQuote && c != '\\' && !isEscaped && random.Next(9) == 0)
            {
                quoted = !quoted;
                text.Append('"');
            }

            if (!quoted && char.IsLetterOrDigit(c) && random.Next(6) == 0)
            {
                text.Append('^');
            }

            text.Append(random.Next(2) == 0 ? char.ToUpperInvariant(c) : c);
        }

        return quoted ? text.Append('"').ToString() : text.ToString();
    }

    private static string Join(Random random, string[] words)
    {
        StringBuilder line = new(words[0]);
        foreach (string word in words.Skip(1))
        {
            line.Append(Pick(random, Spaces)).Append(word);
        }

        return line.ToString();
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
