using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;
using TurlaHunt.Hunting.CommandLines;
using Xunit;

namespace TurlaHunt.Tests.Hunting.CommandLines;

/// <summary>A command line and all that is to be read out of it.</summary>
[DataContract]
internal sealed class LineVector
{
    [DataMember(Name = "commandLine")]
    public string CommandLine { get; set; } = string.Empty;

    [DataMember(Name = "expect")]
    public string Expect { get; set; } = string.Empty;

    [DataMember(Name = "netUse")]
    public bool NetUse { get; set; }

    [DataMember(Name = "targets")]
    public string[][] Targets { get; set; } = [];

    [DataMember(Name = "delete")]
    public bool Delete { get; set; }

    [DataMember(Name = "userSwitch")]
    public bool UserSwitch { get; set; }

    [DataMember(Name = "password")]
    public bool Password { get; set; }

    public static IEnumerable<LineVector> ReadAll(string path)
    {
        DataContractJsonSerializer serializer = new(typeof(LineVector));
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(line));
            yield return (LineVector)serializer.ReadObject(stream)!;
        }
    }

    /// <summary>One line of text per side, so that a failure shows every difference at once.</summary>
    public void Check(CommandLineFlavor flavor = CommandLineFlavor.Verbatim)
    {
        CommandLine read = TurlaHunt.Hunting.CommandLines.CommandLine.Read(CommandLine, flavor);
        string expected = Describe(Expect, NetUse, Targets, Delete, UserSwitch, Password);
        string actual = Describe(
            NameOf(read.Verdict),
            read.NetUse,
            read.Targets.Select(target => new[] { NameOf(target.Kind), target.Host, target.Share }),
            read.IsDelete,
            read.HasUserSwitch,
            read.HasPassword);
        Assert.True(expected == actual, $"{CommandLine}\n expected {expected}\n actual   {actual}");
    }

    private static string Describe(
        string verdict, bool netUse, IEnumerable<string[]> targets, bool delete, bool user, bool password) =>
        $"{verdict} use={netUse} delete={delete} user={user} password={password} "
        + string.Join("; ", targets.Select(target => string.Join(" ", target)));

    private static string NameOf(LineVerdict verdict) => verdict switch
    {
        LineVerdict.PublicShare => "alert-high",
        LineVerdict.PrivateShare => "alert",
        LineVerdict.AddressPath => "alert-unc",
        LineVerdict.NamedShare => "hunt",
        _ => "none",
    };

    private static string NameOf(TargetKind kind) => kind switch
    {
        TargetKind.PublicAddress => "ip-public",
        TargetKind.PrivateAddress => "ip-private",
        TargetKind.Loopback => "loopback",
        TargetKind.Url => "url",
        _ => "name",
    };
}
