using System;
using System.IO;
using System.Linq;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Benchmarks;

/// <summary>The small parts of the reader by themselves, on a chunk that its own writer made.</summary>
[MemoryDiagnoser]
public class SmallParts : IDisposable
{
    private const int Records = 100;

    private readonly Utf8Buffer _output = new();
    private readonly XmlRenderer _xml = new(EvtxLimits.Untrusted);
    private readonly string _text = string.Concat(Enumerable.Repeat("cmd.exe /c net use \\\\198.51.100.7\\c$ ", 8));
    private readonly byte[] _bytes = new byte[EvtxLayout.ChunkSize];
    private EvtxFile _file = null!;
    private EvtxChunk _chunk = null!;

    /// <summary>Measures all parts.</summary>
    public static void Run() => BenchmarkRunner.Run<SmallParts>(
        ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));

    [GlobalSetup]
    public void Setup()
    {
        new Random(1).NextBytes(_bytes);
        _file = EvtxFile.Open(new MemoryStream(MakeLog()), _ => { });
        _chunk = new EvtxChunk(new DecodingCache(EvtxLimits.Untrusted));
        _chunk.Load(_file, 0);
    }

    [Benchmark(Description = "CRC-32 of 64 KiB")]
    public uint Checksum() => Crc32.Compute(_bytes);

    [Benchmark(Description = "CRC-32 of 64 KiB by tables")]
    public uint ChecksumByTables() => Crc32.ComputeByTables(_bytes);

    [Benchmark(Description = "UTF-16 to UTF-8, 288 characters, escaped as XML")]
    public int Transcode()
    {
        _output.CutBack(0);
        EscapedText.Append<XmlTextEscape>(_output, _text.AsSpan());
        return _output.Length;
    }

    [Benchmark(Description = "UTF-16 to UTF-8, by the runtime, not escaped")]
    public int TranscodeByRuntime() => Encoding.UTF8.GetBytes(_text, _output.Reserve(1024));

    [Benchmark(Description = "one template compiled")]
    public object Compile() => BinXmlCompiler.CompileDefinition(_chunk, FindDefinition(), EvtxLimits.Untrusted);

    [Benchmark(Description = "one chunk, 100 records, as XML")]
    public int Render()
    {
        _output.CutBack(0);
        EvtxRecordWalker walker = new(_chunk);
        while (walker.MoveNext(out _))
        {
            _xml.TryRender(_chunk, walker.Current, "", _output);
        }

        return _output.Length;
    }

    [Benchmark(Description = "one chunk, 100 records, as objects")]
    public int Decode()
    {
        EventReader reader = new(EventQuery.All, EvtxLimits.Untrusted, _ => { });
        reader.Begin(_chunk, "");
        int count = 0;
        while (reader.TryRead(out EventRecord _))
        {
            count++;
        }

        return count;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _chunk?.Dispose();
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }

    private int FindDefinition()
    {
        EvtxRecordWalker walker = new(_chunk);
        walker.MoveNext(out _);
        EvtxRecordSpan span = walker.Current;
        PlainInstance.TryRead(_chunk.Bytes.Slice(span.BodyOffset, span.BodyEnd - span.BodyOffset), span.BodyOffset, out PlainInstance instance);
        return instance.Definition;
    }

    private static byte[] MakeLog()
    {
        DateTime time = new(2019, 7, 10, 12, 0, 0, DateTimeKind.Utc);
        EventDataPayload payload = new(
            new PayloadField("SubjectUserSid", EventValue.Sid("S-1-5-21-1-2-3-1001")),
            new PayloadField("NewProcessId", EventValue.HexInt64(0x1a2c)),
            new PayloadField("CommandLine", EventValue.String(@"cmd.exe /c net use \\198.51.100.7\c$")));
        using MemoryStream log = new();
        using (EvtxWriter writer = new(log, leaveOpen: true))
        {
            for (int i = 0; i < Records; i++)
            {
                writer.Write(new EventDescription("Test-Provider", 4688, time)
                {
                    Channel = "Security",
                    Computer = "WS-1.contoso.example",
                    Payload = payload,
                });
            }

            writer.Complete();
        }

        return log.ToArray();
    }
}
