using System;
using System.Collections.Generic;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Hunting.Hunts;

/// <summary>A new process, to be told by the audit log or by Sysmon; what is not told otherwise is m.weber's cmd.exe at noon.</summary>
public sealed class NewProcess
{
    private const string Weber = "S-1-5-21-1-2-3-1142";

    public string Line { get; init; } = "";

    public uint Id { get; init; } = 7300;

    public uint ParentId { get; init; } = 7104;

    public string Image { get; init; } = @"C:\Windows\System32\cmd.exe";

    public string? ParentImage { get; init; } = @"C:\Windows\explorer.exe";

    /// <summary>Seconds after noon.</summary>
    public double At { get; init; }

    /// <summary>Null for the next one in its log.</summary>
    public ulong? RecordId { get; init; }

    public string? Computer { get; init; }

    public string Token { get; init; } = "%%1936";

    public string? Label { get; init; } = "S-1-16-8192";

    public string Integrity { get; init; } = "Medium";

    public string User { get; init; } = "m.weber";

    public ulong LogonId { get; init; } = 0x2b8f4e;

    /// <summary>Null where the event has no such field.</summary>
    public string? OriginalFileName { get; init; }

    /// <summary>How often the id was given before: another process, another GUID.</summary>
    public uint Generation { get; init; }

    public uint ParentGeneration { get; init; }

    /// <summary>net.exe as a shell starts it.</summary>
    public static NewProcess Net(string line, double at = 0.3, uint id = 7324, uint parent = 7300) => new()
    {
        Line = line,
        Id = id,
        ParentId = parent,
        Image = @"C:\Windows\System32\net.exe",
        ParentImage = @"C:\Windows\System32\cmd.exe",
        At = at,
    };

    internal EventDescription ToSecurity(bool hasLine = true)
    {
        List<(string, EventValue)> fields =
        [
            ("SubjectUserSid", EventValue.Sid(Weber)),
            ("SubjectUserName", EventValue.String(User)),
            ("SubjectDomainName", EventValue.String("CONTOSO")),
            ("SubjectLogonId", EventValue.HexInt64(LogonId)),
            ("NewProcessId", EventValue.HexInt64(Id)),
            ("NewProcessName", EventValue.String(Image)),
            ("TokenElevationType", EventValue.String(Token)),
            ("ProcessId", EventValue.HexInt64(ParentId)),
        ];
        if (hasLine)
        {
            fields.Add(("CommandLine", EventValue.String(Line)));
        }

        if (Label is not null)
        {
            fields.Add(("TargetUserSid", EventValue.Sid("S-1-0-0")));
            fields.Add(("TargetLogonId", EventValue.HexInt64(0)));
            fields.Add(("ParentProcessName", EventValue.String(ParentImage ?? "")));
            fields.Add(("MandatoryLabel", EventValue.Sid(Label)));
        }

        return Placed(HuntedLog.Security(4688, [.. fields]), At);
    }

    // Sysmon's event comes a little later than the process, and its own time is cut to milliseconds.
    internal EventDescription ToSysmon()
    {
        List<(string, EventValue)> fields =
        [
            ("UtcTime", EventValue.String(TimeOf(At).ToString("yyyy-MM-dd HH:mm:ss.fff", null))),
            ("ProcessGuid", EventValue.Guid(GuidOf(Id, Generation))),
            ("ProcessId", EventValue.UInt32(Id)),
            ("Image", EventValue.String(Image)),
            ("CommandLine", EventValue.String(Line.Replace("%", "%%"))),
            ("User", EventValue.String(@"CONTOSO\" + User)),
            ("LogonId", EventValue.HexInt64(LogonId)),
            ("IntegrityLevel", EventValue.String(Integrity)),
            ("ParentProcessGuid", EventValue.Guid(GuidOf(ParentId, ParentGeneration))),
            ("ParentProcessId", EventValue.UInt32(ParentId)),
            ("ParentImage", EventValue.String(ParentImage ?? "")),
        ];
        if (OriginalFileName is not null)
        {
            fields.Add(("OriginalFileName", EventValue.String(OriginalFileName)));
        }

        return Placed(HuntedLog.Sysmon(1, [.. fields]), At + 0.002);
    }

    private static DateTime TimeOf(double seconds) => HuntedLog.Noon.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));

    private static Guid GuidOf(uint id, uint generation) => new((int)id, (short)generation, 7, 1, 2, 3, 4, 5, 6, 7, 8);

    private EventDescription Placed(EventDescription description, double at) => description with
    {
        Time = TimeOf(at),
        RecordId = RecordId,
        Computer = Computer ?? HuntedLog.Computer,
    };
}
