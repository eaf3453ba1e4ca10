using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using TurlaHunt.KnownGood;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Yaml;

/// <summary>Lists of known tasks as files: read strictly, changed without touching what somebody else wrote.</summary>
public sealed class KnownTaskFileTests : IDisposable
{
    private const string List = """
        # Tasks of the third floor.
        - name: \OneDrive Standalone Update Task-<SID>
          actions:
          - program: '%localappdata%\Microsoft\OneDrive\OneDriveStandaloneUpdater.exe'
          runAs: <SID>
          author: Microsoft Corporation   # as OneDrive writes it
          reason: OneDrive
          owner: IT

        # Ask Karin before touching this one.
        - name: '\Contoso\Backup'
          actions:
          - program: C:\Windows\System32\cmd.exe
            arguments: /c "backup.cmd"
            workingDirectory: C:\Backup
          - classId: '{CF4270F5-2E43-4468-83B3-A8C45BB33EA1}'
            data: x
          runAs: SYSTEM
          reason: |
            Backup,
            every night
          owner: Karin
          expires: 2027-01-31

        # The end.

        """;

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())).FullName;

    private string File => Path.Combine(_folder, "list.yml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_list_is_read_as_it_is_written()
    {
        IReadOnlyList<KnownTask> tasks = KnownTaskFile.Read(Save(List));
        Assert.Equal([@"\OneDrive Standalone Update Task-<SID>", @"\Contoso\Backup"], tasks.Select(task => task.Name));
        KnownTask backup = tasks[1];
        Assert.Equal([@"C:\Windows\System32\cmd.exe /c ""backup.cmd"" (in C:\Backup)", "COM {CF4270F5-2E43-4468-83B3-A8C45BB33EA1} x"], backup.Actions);
        Assert.Equal(("S-1-5-18", null, "Backup,\nevery night\n", "Karin"), (backup.RunAs, backup.Author, backup.Reason, backup.Owner));
        Assert.Equal((new DateTime(2027, 1, 31, 0, 0, 0, DateTimeKind.Utc), DateTimeKind.Utc), (backup.Expires!.Value, backup.Expires.Value.Kind));
        Assert.Equal((File, 11), (backup.Source, backup.Line));
        Assert.Equal("Microsoft Corporation", tasks[0].Author);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("[]\n")]
    public void A_list_of_nothing_is_one(string text) => Assert.Empty(KnownTaskFile.Read(Save(text)));

    [Theory]
    [InlineData("- name: \\a\n  nmae: \\b\n", 2, 3, "There is no 'nmae'")]
    [InlineData("- name: \\a\n  name: \\b\n", 2, 3, "'name' is given twice")]
    [InlineData("- name: [a]\n", 1, 9, "Expected the path of a task, found a list")]
    [InlineData("- name: a\n", 1, 9, "begins with a backslash")]
    [InlineData("- name:\n  reason: x\n", 1, 8, "found nothing")]
    [InlineData("- name: ~\n", 1, 9, "found nothing")]
    [InlineData("- name: &a \\a\n", 1, 9, "Anchors")]
    [InlineData("- &a\n  name: \\a\n", 1, 3, "Anchors")]
    [InlineData("- name: *a\n", 1, 9, "Anchors")]
    [InlineData("- name: !!int 5\n", 1, 9, "Anchors")]
    [InlineData("- <<: {name: \\a}\n", 1, 3, "There is no '<<'")]
    [InlineData("- name: \\a\n  actions: x\n", 2, 12, "Expected a list of actions")]
    [InlineData("- name: \\a\n  actions:\n  - x.exe\n", 3, 5, "Expected an action")]
    [InlineData("- name: \\a\n  actions:\n  - program: x\n    classId: y\n", 3, 5, "Expected an action")]
    [InlineData("- name: \\a\n  actions:\n  - arguments: x\n", 3, 5, "Expected an action")]
    [InlineData("- name: \\a\n  expires: 31.1.2027\n", 2, 12, "Expected a day")]
    [InlineData("- name: \\a\n  reason: x\n  owner: y\n", 1, 3, "has no actions")]
    [InlineData("- name: \\a\n  actions: []\n", 1, 3, "has no actions")]
    [InlineData("- name: \\a\n  actions:\n  - program: x\n  owner: y\n", 1, 3, "has no reason")]
    [InlineData("- name: \\a\n  actions:\n  - program: x\n  reason: y\n", 1, 3, "has no owner")]
    [InlineData("name: \\a\n", 1, 1, "Expected a list of known tasks")]
    [InlineData("just a text\n", 1, 1, "Expected a list of known tasks, each with a dash, found a text")]
    [InlineData("- \\a\n", 1, 3, "Expected a known task")]
    [InlineData("[]\n---\n[]\n", 2, 1, "second document")]
    [InlineData("- name: 'a\n", 1, 9, "")]
    [InlineData("- name: \\a\n\tactions: x\n", 1, 9, "")]
    public void What_is_wrong_with_a_list_is_an_error_with_its_place(string text, int line, int column, string problem)
    {
        KnownTaskListException failure = Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Read(Save(text)));
        Assert.Equal((File, line, column), (failure.Path, failure.Line, failure.Column));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{File}, line {line}, column {column}: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_made_to_take_memory_or_time_is_refused_at_once()
    {
        string bomb = "- a: &a [x, x, x, x]\n- b: &b [*a, *a, *a, *a]\n- c: [*b, *b, *b, *b]\n";
        string[] texts =
        [
            bomb,
            new string('[', 1_000_000),
            string.Concat(Enumerable.Repeat("- ", 500_000)),
            string.Concat(Enumerable.Repeat("{a: ", 250_000)),
            $"- name: \\{new string('a', 40_000)}\n",
            new string(' ', (4 * 1024 * 1024) + 1),
            "- name: \\a\n  actions:\n" + string.Concat(Enumerable.Repeat("  - program: x\n", 33)),
        ];
        Stopwatch watch = Stopwatch.StartNew();
        Assert.All(texts, text => Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Read(Save(text))));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_file_that_is_not_UTF8_or_not_there_is_an_error()
    {
        System.IO.File.WriteAllText(File, "- name: \\ä\n", Encoding.Unicode);
        Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Read(File));
        Assert.Throws<FileNotFoundException>(() => KnownTaskFile.Read(File + "x"));
    }

    [Fact]
    public void An_entry_is_added_behind_all_others_which_stay_as_they_are()
    {
        Assert.Single(KnownTaskFile.Add(Save(List), [Entry()]));
        string text = System.IO.File.ReadAllText(File);
        Assert.StartsWith(List, text, StringComparison.Ordinal);
        Assert.Equal(
            """
            - name: '\Folder\It''s'
              actions:
              - program: 'C:\Program Files\x.exe'
                arguments: '-a: # {b}'
              runAs: 'S-1-5-18'
              reason: 'r'
              owner: 'o'
              expires: 2027-05-01

            """,
            text.Substring(List.Length));
        Assert.Equal(3, KnownTaskFile.Read(File).Count);
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_is_known_already_is_not_added_again_but_for_longer_it_is()
    {
        Assert.Single(KnownTaskFile.Add(File, [Entry()]));
        Assert.Empty(KnownTaskFile.Add(File, [Entry()]));
        Assert.Single(KnownTaskFile.Add(File, [Entry(expires: new DateTime(2028, 1, 1, 0, 0, 0, DateTimeKind.Utc))]));
        Assert.Single(KnownTaskFile.Add(File, [Entry(expires: null)]));
        Assert.Empty(KnownTaskFile.Add(File, [Entry()]));
        Assert.Equal(3, KnownTaskFile.Read(File).Count);
    }

    [Theory]
    [InlineData("\uFEFF# bom\r\n  - name: \\a\r\n    actions: [{program: x}]\r\n    reason: r\r\n    owner: o")]
    [InlineData("---\n# only a comment")]
    [InlineData("")]
    public void Whatever_the_list_looks_like_its_lines_stay(string text)
    {
        Save(text);
        Assert.Single(KnownTaskFile.Add(File, [Entry()]));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal(Encoding.UTF8.GetBytes(text), bytes.Take(Encoding.UTF8.GetByteCount(text)));
        Assert.Equal(text.Contains("\r\n", StringComparison.Ordinal), Encoding.UTF8.GetString(bytes).EndsWith("\r\n", StringComparison.Ordinal));
        Assert.Equal(@"\Folder\It's", Last(KnownTaskFile.Read(File)).Name);
    }

    [Theory]
    [InlineData("\"quoted\" 'twice'")]
    [InlineData("line\nline\r\nline\ttab \u001b[31m")]
    [InlineData("\u00e4\u00f6\u4e2d \ud83d\ude00 \u202e \u2028 \u0085 \ufeff")]
    [InlineData(" leading and trailing ")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("- a: b # c")]
    [InlineData("%a% @b `c` & * !d {e}")]
    public void Any_text_comes_back_as_it_was(string text)
    {
        KnownTask task = new(@"\a" + text, [KnownAction.OfProgram("x" + text, text, text)], "r" + text, text, text, text);
        Assert.Single(KnownTaskFile.Add(File, [task]));
        KnownTask back = Assert.Single(KnownTaskFile.Read(File));
        Assert.True(back.BindsSame(task));
        Assert.Equal((text, text), (back.Reason, back.Owner));
    }

    [Theory]
    [InlineData("[]\n")]
    [InlineData("- {name: \\a, actions: [{program: x}], reason: r, owner: o}\n...\n")]
    [InlineData("[{name: \\a, actions: [{program: x}], reason: r, owner: o}]\n")]
    public void A_list_that_cannot_be_added_to_is_left_as_it_is(string text)
    {
        Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Add(Save(text), [Entry()]));
        Assert.Equal(text, System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_broken_list_is_neither_added_to_nor_taken_from()
    {
        KnownTask task = Entry();
        Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Add(Save(List + "- x"), [task]));
        Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Remove(File, [task]));
        Assert.Equal(List + "- x", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void An_entry_is_cut_out_and_all_other_lines_stay()
    {
        IReadOnlyList<KnownTask> tasks = KnownTaskFile.Read(Save(List));
        Assert.Empty(KnownTaskFile.Remove(File, [tasks[1]]));
        string[] lines = List.Split('\n');
        Assert.Equal([.. lines.Take(10), .. lines.Skip(23)], System.IO.File.ReadAllText(File).Split('\n'));
        Assert.Single(KnownTaskFile.Remove(File, [tasks[1]]));
        Assert.Empty(KnownTaskFile.Remove(File, [tasks[0]]));
        Assert.Empty(KnownTaskFile.Read(File));
        Assert.Contains("# Ask Karin before touching this one.", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folded_reason_and_a_dash_of_its_own_line_go_with_their_entry()
    {
        const string Kept = "- name: \\b\n  actions: [{program: x}]\n  reason: r\n  owner: o\n";
        Save("-\n  name: \\a\n  actions:\n  - program: x\n  owner: o\n  reason: >\n    one\n    two\n\n" + Kept);
        Assert.Empty(KnownTaskFile.Remove(File, [KnownTaskFile.Read(File)[0]]));
        Assert.Equal(Kept, System.IO.File.ReadAllText(File).TrimStart('\n'));
    }

    [Fact]
    public void One_of_several_entries_in_a_line_cannot_be_cut_out()
    {
        const string Text = "[{name: \\a, actions: [{program: x}], reason: r, owner: o}, {name: \\b, actions: [{program: x}], reason: r, owner: o}]\n";
        IReadOnlyList<KnownTask> tasks = KnownTaskFile.Read(Save(Text));
        Assert.Throws<KnownTaskListException>(() => KnownTaskFile.Remove(File, [tasks[0]]));
        Assert.Equal(Text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void No_type_of_the_library_shows_in_the_signatures() =>
        Assert.Equal([nameof(BaselineFile), nameof(KnownTaskFile)], typeof(KnownTaskFile).Assembly.GetExportedTypes().Select(type => type.Name));

    private static KnownTask Entry(DateTime? expires) =>
        new(@"\Folder\It's", [KnownAction.OfProgram(@"C:\Program Files\x.exe", "-a: # {b}")], "SYSTEM", null, "r", "o") { Expires = expires };

    private static KnownTask Entry() => Entry(new DateTime(2027, 5, 1, 0, 0, 0, DateTimeKind.Utc));

    private static KnownTask Last(IReadOnlyList<KnownTask> tasks) => tasks[tasks.Count - 1];

    private string Save(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return File;
    }
}
