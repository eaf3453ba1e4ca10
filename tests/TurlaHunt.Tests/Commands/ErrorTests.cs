using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using TurlaHunt.Commands;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Whatever could not be read is said, in a form that scripts can rely on, and everything else is read all the same.</summary>
public sealed partial class ErrorTests(HostedModule module) : IClassFixture<HostedModule>
{
    private const int AllOfDamagedLog = 80;

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["a zero-byte file"] = File("EvtxNotAnEventLog", ErrorCategory.InvalidData, () => []),
        ["a text file"] = File("EvtxNotAnEventLog", ErrorCategory.InvalidData, () => Encoding.UTF8.GetBytes("Level,Date\r\n4,today")),
        ["half a file header"] = File("EvtxNotAnEventLog", ErrorCategory.InvalidData, () => DamagedLog.Whole()[..60]),
        ["a file cut off"] = File("EvtxFileTruncated", ErrorCategory.InvalidData, DamagedLog.WithoutLastChunk, events: null),
        ["a chunk without its header"] = File("EvtxChunkDamaged", ErrorCategory.InvalidData, DamagedLog.WithoutChunkHeader, null),
        ["a changed letter"] = File("EvtxChunkDamaged", ErrorCategory.InvalidData, DamagedLog.WithChangedText, AllOfDamagedLog),
        ["a record without its header"] =
            File("EvtxRecordDamaged", ErrorCategory.InvalidData, DamagedLog.WithoutRecordHeader, AllOfDamagedLog - 1),
        ["a record that cannot be decoded"] =
            File("EvtxRecordDamaged", ErrorCategory.InvalidData, DamagedLog.WithUndecodableRecord, AllOfDamagedLog - 1),
        ["a hidden record"] = File("EvtxRecordHidden", ErrorCategory.InvalidData, DamagedLog.WithHiddenRecord, AllOfDamagedLog),
        ["a path that does not exist"] =
            new("PathNotFound", ErrorCategory.ObjectNotFound, folder => Path.Combine(folder.Path, "nosuch.evtx")),
        ["a drive that does not exist"] = new("PathNotFound", ErrorCategory.ObjectNotFound, _ => "nosuchdrive:\\a.evtx"),
        ["a wildcard that nothing matches"] =
            new("PathNotFound", ErrorCategory.ObjectNotFound, folder => Path.Combine(folder.Path, "nosuch*.evtx"), IsPattern: true),
        ["a wildcard that no log matches"] = new("PathNotFound", ErrorCategory.ObjectNotFound, OtherFiles, IsPattern: true),
        ["a path of another provider"] = new("PathNotFileSystem", ErrorCategory.InvalidArgument, _ => "Env:\\PATH"),
        ["a provider that does not exist"] = new("PathNotResolved", ErrorCategory.InvalidArgument, _ => "NoSuchProvider::a.evtx"),
        ["a folder without logs"] = new("FolderWithoutLogs", ErrorCategory.ObjectNotFound, folder => folder.AddFolder("empty")),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_case_gives_its_error_and_the_other_files_are_read(string name)
    {
        using TestFolder folder = new();
        Case wrong = Cases[name];
        string given = wrong.Arrange(folder);
        string good = folder.Add("good/z.evtx", Logs.Saying("good"));
        foreach (string parameter in wrong.IsPattern ? ["-Path"] : new[] { "-Path", "-LiteralPath" })
        {
            HostedResult result = module.Run($"Get-HuntEvent {parameter} $x, $y; 'on'", ("x", given), ("y", good));
            Assert.Null(result.TerminatingError);
            Check(wrong, given, Assert.Single(result.Errors), "GetHuntEventCommand");
            Assert.Equal("on", result.Objects.Last());
            string[] texts = [.. Logs.Texts(result.Objects.SkipLast(1))];
            Assert.Equal("good", texts[^1]);
            if (wrong.Events is int events)
            {
                Assert.Equal(events, texts.Length - 1);
            }
            else
            {
                Assert.InRange(texts.Length - 1, 20, AllOfDamagedLog - 10);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_hunts_give_the_same_errors(string name)
    {
        using TestFolder folder = new();
        Case wrong = Cases[name];
        string given = wrong.Arrange(folder);
        foreach (string command in new[] { "Get-NetUseProcess", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Get-SuspiciousTaskCreation" })
        {
            if (name == "a changed letter")
            {
                // Only a checksum tells, and that is verified where a hunt takes something from the chunk.
                Assert.Empty(module.Run($"{command} $x", ("x", given)).Errors);
                continue;
            }

            HostedResult result = module.Run($"{command} $x, $y", ("x", given), ("y", Logs.Sample("Security")));
            Check(wrong, given, Assert.Single(result.Errors), command.Replace("-", "", StringComparison.Ordinal) + "Command");
            Assert.NotEmpty(result.Output);
        }
    }

    [Fact]
    public void What_a_second_reading_comes_upon_again_is_told_once()
    {
        using TestFolder folder = new();
        byte[] log = TestLog.Of(Logs.Process("cmd.exe /c whoami"));
        int letter = log.AsSpan().IndexOf(Encoding.Unicode.GetBytes("whoami"));
        log[letter] = (byte)'W';
        string damaged = folder.Add("a.evtx", log);
        string task = folder.Add("b.evtx", TestLog.Of(Logs.Task(@"\Task", "a.exe", "")));
        Assert.Single(module.Run("Get-SuspiciousTaskCreation $x", ("x", damaged)).Errors);
        HostedResult result = module.Run("Get-SuspiciousTaskCreation $x", ("x", new[] { damaged, task }));
        Assert.Equal("cmd.exe /c Whoami", Assert.Single(result.Objects.Cast<TaskCreation>()).ClientCommandLine);
        Check(
            new("EvtxChunkDamaged", ErrorCategory.InvalidData, _ => damaged), damaged, Assert.Single(result.Errors), "GetSuspiciousTaskCreationCommand");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ErrorAction_Stop_ends_the_command_and_SilentlyContinue_hides_the_error(string name)
    {
        using TestFolder folder = new();
        string given = Cases[name].Arrange(folder);
        string good = folder.Add("good/z.evtx", Logs.Saying("good"));
        HostedResult stopped = module.Run("Get-HuntEvent $x, $y -ErrorAction Stop", ("x", given), ("y", good));
        Assert.StartsWith(
            Cases[name].Id + ",", stopped.TerminatingError?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("good", Logs.Texts(stopped.Objects));

        HostedResult silent = module.Run("Get-HuntEvent $x, $y -ErrorAction SilentlyContinue -ErrorVariable kept; $kept.Count");
        Assert.Empty(silent.Errors);
        Assert.Equal(1, silent.Objects.Last());
        Assert.Equal("good", Logs.Texts(silent.Objects.SkipLast(1)).Last());
    }

    [Theory]
    [InlineData("a zero-byte file")]
    [InlineData("a changed letter")]
    public void In_a_folder_the_error_names_the_file_and_its_target_is_the_folder(string name)
    {
        using TestFolder folder = new();
        string bad = Cases[name].Arrange(folder);
        folder.Add("z.evtx", Logs.Saying("good"));
        HostedResult result = module.Run("Get-HuntEvent $x", ("x", folder.Path));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains(bad, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(folder.Path, error.TargetObject);
        Assert.Equal("good", Logs.Texts(result.Objects).Last());
    }

    [Fact]
    public void A_folder_that_a_wildcard_chose_is_named_too()
    {
        using TestFolder folder = new();
        string empty = folder.AddFolder("empty");
        ErrorRecord error = Assert.Single(module.Run("Get-HuntEvent \"$x/em*\"", ("x", folder.Path)).Errors);
        Assert.StartsWith("FolderWithoutLogs,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(empty, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_ends_in_a_record_is_a_cut_file_and_no_damaged_one()
    {
        using TestFolder folder = new();
        string log = folder.Add("a.evtx", DamagedLog.CutInRecord());
        HostedResult result = module.Run("Get-HuntEvent $x", ("x", log));
        Assert.InRange(result.Output.Count, 30, 40);
        Assert.Equal(
            ["EvtxFileTruncated"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(result.Errors, error => Assert.Equal(log, error.TargetObject));
    }

    [Fact]
    public void A_hidden_record_is_among_the_results_and_marked()
    {
        using TestFolder folder = new();
        HostedResult result = module.Run("Get-HuntEvent $x", ("x", folder.Add("a.evtx", DamagedLog.WithHiddenRecord())));
        Assert.Single(result.Objects.Cast<EventRecord>(), record => record.Integrity == RecordIntegrity.Hidden);
        Assert.Contains("Somebody", Assert.Single(result.Errors).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_an_error_of_its_own()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may read everything.");
        using TestFolder folder = new();
        string secret = folder.Add("a.evtx", Logs.Saying("a"));
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The test takes away permissions of Unix.");
            return;
        }

        System.IO.File.SetUnixFileMode(secret, UnixFileMode.None);
        HostedResult result = module.Run("Get-HuntEvent $x, $y", ("x", secret), ("y", folder.Add("b.evtx", Logs.Saying("b"))));
        Check(new("FileAccessDenied", ErrorCategory.PermissionDenied, _ => secret), secret, Assert.Single(result.Errors), "GetHuntEventCommand");
        Assert.Equal(["b"], Logs.Texts(result.Objects));
    }

    /// <summary>Failures that cannot be brought about on every machine, or not by everybody.</summary>
    [Theory]
    [InlineData(typeof(UnauthorizedAccessException), "FileAccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(typeof(System.Security.SecurityException), "FileAccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(typeof(IOException), "FileReadFailed", ErrorCategory.ReadError)]
    [InlineData(typeof(FileNotFoundException), "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(typeof(DirectoryNotFoundException), "PathNotFound", ErrorCategory.ObjectNotFound)]
    public void What_the_system_throws_has_its_error(Type failure, string id, ErrorCategory category)
    {
        ErrorRecord error = ((Exception)Activator.CreateInstance(failure)!).ToErrorRecord("/logs/a.evtx", "/logs");
        Assert.Equal(id, error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal("/logs", error.TargetObject);
        Assert.Contains("/logs/a.evtx", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Every_id_in_the_source_has_a_test()
    {
        string source = string.Concat(Directory
            .GetFiles(Path.Combine(BuiltFiles.RepositoryRoot, "src", "TurlaHunt", "Abstractions"), "ErrorRecords*.cs")
            .Select(System.IO.File.ReadAllText));
        string[] ids = [.. ErrorId.Matches(source).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        IEnumerable<string> tested =
            [
                .. Cases.Values.Select(wrong => wrong.Id), "FileAccessDenied", "FileReadFailed", "EvtxRecordNotRecovered", "ParametersExclude",
                "KnownTaskListExists", "KnownTaskListFailed", "KnownTaskListInvalid", "KnownTaskNotBound", "KnownTaskNotFound", "KnownTaskNotLearned",
                "BookmarkInvalid", "BookmarkNotWritten", "HuntNotFound", "ReportFormatUnknown", "ComputerNotHunted", "ParameterNeeds",
                "ReportNotWritten", "WindowEmpty", "ParameterOfFilesOnly", "PlatformNotSupported", "ChannelDisabled", "ChannelEventDamaged",
                .. LiveLogTests.Failures.Select(failure => failure.Data.Item2), .. TestAuditPolicyTests.Errors,
                .. RepairAuditPolicyTests.Errors, .. ExportAuditPolicyGpoTests.Errors, .. ExportHuntSubscriptionTests.Errors,
            ];
        Assert.Equal(ids, tested.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"([A-Z][a-z]+(?:[A-Z][a-z]+)+)\"")]
    private static partial Regex ErrorId { get; }

    private static void Check(Case expected, string given, ErrorRecord error, string command)
    {
        Assert.Equal($"{expected.Id},TurlaHunt.Commands.{command}", error.FullyQualifiedErrorId);
        Assert.Equal(expected.Category, error.CategoryInfo.Category);
        Assert.Equal(given, error.TargetObject);
        Assert.Contains(given, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(error.Exception.Message, error.ToString());
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
    }

    private static string OtherFiles(TestFolder folder)
    {
        folder.Add("other/a.log", Logs.Saying("a"));
        return Path.Combine(folder.Path, "other", "*");
    }

    private static Case File(string id, ErrorCategory category, Func<byte[]> content, int? events = 0) =>
        new(id, category, folder => folder.Add("bad.evtx", content()), Events: events);

    // How many events come all the same: null for some of them.
    private sealed record Case(
        string Id, ErrorCategory Category, Func<TestFolder, string> Arrange, bool IsPattern = false, int? Events = 0);
}
