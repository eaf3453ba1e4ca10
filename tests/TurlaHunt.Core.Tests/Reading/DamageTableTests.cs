using System.IO;
using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Real logs with real damage: how many records they give and how many defects are reported, so that any change is
/// noticed. Where other readers' tests give a number, ours is that number or a larger one, for a reason that is told.
/// </summary>
public sealed class DamageTableTests
{
    private const string Rust = "evtx-rs/samples/";
    private const string Python = "python-evtx/tests/data/";
    private const string Velociraptor = "velociraptor/artifacts/testdata/files/";
    private const string Attack = "EVTX-ATTACK-SAMPLES/";

    // Path, records, defects.
    public static TheoryData<string, int, int> Rows => new()
    {
        { Rust + "security.evtx", 2261, 0 },
        { Python + "security.evtx", 2261, 0 },
        { Rust + "sample-with-irregular-bool-values.evtx", 3028, 0 },

        // Others stop a chunk at its first bad record: 1,910 and 1,774. Behind it 41 and 21 more are sound, one of them
        // across the place where the header says that the records end. The defects
        // are the records that are lost or overwritten, and the checksums of their chunks.
        { Rust + "2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx", 1951, 28 },
        { Rust + "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx", 1795, 3 },
        { Rust + "2-vss_7-System.evtx", 1160, 0 },

        // Others give 270, and 2 defects for the chunks without a header. Those are two here as well; the 31 records more
        // lie behind overwritten ones, which with their chunks' checksums are the other six.
        { Rust + "sample_with_a_bad_chunk_magic.evtx", 301, 8 },

        // Eight blocks of something else behind the last chunk are one defect.
        { Rust + "sysmon.evtx", 358, 1 },
        { Rust + "system.evtx", 1881, 0 },
        { Python + "system.evtx", 1601, 0 },
        { Rust + "E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx", 1146, 0 },

        // Cut inside a slot that was not used yet: nothing is missing.
        { Velociraptor + "RDPAuth_Security.evtx", 789, 0 },
        { Velociraptor + "RDPAuth_System.evtx", 186, 0 },

        // All records are there. The end of the last one was overwritten, and the checksum tells it too.
        { Rust + "Microsoft-Windows-HelloForBusiness%4Operational.evtx", 6, 2 },
        { Rust + "Microsoft-Windows-LanguagePackSetup%4Operational.evtx", 17, 2 },
        { Rust + "E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx", 459, 0 },
        { Rust + "E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx", 340, 0 },
        { Rust + "Application_no_crc32.evtx", 17, 0 },

        // Others give 126: record 105 was hidden in the one before it.
        { Rust + "post-Security.evtx", 127, 1 },

        // Others give 335 and stop at the record of size 0. It is lost here as well, and the 114 behind it are not: 450
        // records start in this file, one of them has no size.
        { Rust + "sample-with-zero-data-size-event.evtx", 449, 2 },

        // All records; somebody cleared the string table, which the checksum of the header tells.
        { Rust + "security_bad_string_cache.evtx", 2261, 1 },
        { Rust + "Security_with_size_t.evtx", 636, 0 },
        { Rust + "2-system-Microsoft-Windows-LiveId%4Operational.evtx", 399, 0 },
        { Rust + "issue_201.evtx", 1, 0 },
        { Rust + "MSExchange_Management_wec.evtx", 1, 0 },
        { "untemplated/ID1116-1117-Defender threat detected.evtx", 6, 0 },
        { "untemplated/ID1149-RDP success logins to multiple hosts.evtx", 11, 0 },
        { "untemplated/ID4622-New SSP loaded in LSA (only legitim).evtx", 420, 0 },
        { Python + "dns_log_malformed.evtx", 5, 0 },
        { Python + "issue_43.evtx", 1730, 0 },
        { Python + "issue_38.evtx", 1, 0 },
        { Python + "issue_39.evtx", 394, 0 },
        { Velociraptor + "TaskScheduler.evtx", 20, 0 },
        { Attack + "Persistence/Persistence_Winsock_Catalog Change EventId_1.evtx", 2, 0 },
        { Attack + "Credential Access/MSSQL_multiple_failed_logon_EventID_18456.evtx", 10, 0 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_damaged_log_gives_its_records_and_its_defects(string path, int records, int defects)
    {
        ReadLog read = Read(path);
        Assert.True((records, defects) == (read.Records.Count, read.Defects.Count), read.ToString());
        Assert.Empty(read.Failures);
        Assert.All(read.Records, record => XElement.Parse(record.ToXml()));
    }

    [Fact]
    public void All_of_the_corpus_is_counted()
    {
        ReadLog[] logs = [.. SharedData.RequireCorpus().Select(path => ReadLog.Of(path))];
        Assert.Equal(34_348, logs.Sum(log => log.Records.Count));
        Assert.All(logs, log => Assert.Empty(log.Failures));
    }

    [Fact]
    public void A_log_that_has_wrapped_round_comes_oldest_first()
    {
        long[] ids = [.. Read(Rust + "2-system-Microsoft-Windows-LiveId%4Operational.evtx").Records.Select(record => record.RecordId)];
        Assert.Equal(ids.OrderBy(id => id), ids);
    }

    [Fact]
    public void All_values_of_an_event_with_many_empty_ones_are_kept_in_order()
    {
        EventData data = Assert.Single(Read(Rust + "issue_201.evtx").Records).Data;
        Assert.Equal(27, data.Count);
        Assert.Contains("", data.Values);
        Assert.Equal(Enumerable.Range(1, 27).Select(i => $"Param{i}"), data.Keys);
    }

    [Fact]
    public void Hexadecimal_numbers_and_times_in_milliseconds_are_read()
    {
        Assert.Contains("0x19d3af", Assert.Single(Read(Python + "issue_38.evtx").Records).Data.Values);
        EventRecord record = Read(Python + "issue_39.evtx").Records.Single(item => item.RecordId == 129);
        Assert.Equal("2017-04-21 07:41:17.003393", $"{record.TimeCreated:yyyy-MM-dd HH:mm:ss.ffffff}");
    }

    [Fact]
    public void The_hidden_record_is_the_one_that_others_miss()
    {
        ReadLog read = Read(Rust + "post-Security.evtx");
        Assert.Equal([105L], read.Records.Where(record => record.Integrity == RecordIntegrity.Hidden).Select(record => record.RecordId));
        Assert.Equal(EvtxDefectKind.RecordHidden, Assert.Single(read.Defects).Kind);
    }

    private static ReadLog Read(string path) => ReadLog.Of(SharedData.Require("corpus", Path.Combine(path.Split('/'))));
}
