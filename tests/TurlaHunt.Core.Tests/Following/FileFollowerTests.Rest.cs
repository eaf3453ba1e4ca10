using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Reading;
using Xunit;

namespace TurlaHunt.Tests.Following;

// Logs in which nothing happens, until something does.
public sealed partial class FileFollowerTests
{
    [Fact]
    public void A_log_in_which_nothing_happens_is_looked_at_where_it_grows_and_now_and_then_whole()
    {
        byte[] whole = Log(1, 100);
        byte[] damaged = (byte[])whole.Clone();
        new ChunkEdit(damaged, chunk: 1).Bytes.Slice(0, 8).Clear();
        Assert.InRange(SlotsOf(whole), 4, 10);
        Write(whole);
        List<string> texts = Follow(
        [
            .. Idle(15), () => Write(damaged), .. Idle(8), () => Write(whole), .. Idle(20),
            () => Write(Log(1, 101)), Nothing, () => Write(Log(1, 180)), .. Idle(15), () => Write(Log(181, 240, id: 1)), Nothing,
        ]);
        Assert.Empty(_told.Defects);
        Assert.Equal(Numbers(1, 240), Given(texts));
        Assert.Equal((46, 48, 64), (LooksBefore(texts, "101"), LooksBefore(texts, "102"), LooksBefore(texts, "181")));

        Write(whole);
        Follow([.. Idle(15), () => Write(damaged), .. Idle(40)]);
        Assert.Equal(EvtxDefectKind.ChunkHeaderDamaged, Assert.Single(_told.Defects).Kind);
    }

    // What Windows writes to a log that is in use does not change the header of the file.
    [Fact]
    public void A_log_at_rest_gives_at_once_what_comes_wherever_it_comes()
    {
        byte[] before = Log(1, 84);
        byte[] head = Cut(before, slots: 0);
        Assert.Equal(3, SlotsOf(before));
        byte[] grown = Log(1, 100);
        Assert.Equal(4, SlotsOf(grown));
        byte[] wrapped = [.. Cut(grown, slots: 0), .. Slots(Log(1, 168)).Skip(4 * EvtxLayout.ChunkSize), .. Slots(grown).Skip(2 * EvtxLayout.ChunkSize)];
        byte[] cleared = [.. Cut(grown, slots: 0), .. Slots(Log(201, 203)), .. Slots(wrapped).Skip(EvtxLayout.ChunkSize)];
        Write([.. head, .. Slots(before)]);
        List<string> texts = Follow(
        [
            .. Idle(15), () => Write([.. head, .. Slots(before), .. UnusedSlot]), Nothing,
            .. Idle(15), () => Write([.. head, .. Slots(Log(1, 90))]), Nothing,
            .. Idle(15), () => Write([.. head, .. Slots(grown)]), Nothing,
            .. Idle(15), () => Write([.. head, .. Slots(wrapped)]), Nothing,
            .. Idle(15), () => Write([.. head, .. Slots(cleared)]), Nothing,
        ]);
        Assert.Equal([.. Numbers(1, 100), .. Numbers(113, 168), .. Numbers(201, 203)], Given(texts));
        Assert.Equal((33, 50, 67, 84), (LooksBefore(texts, "85"), LooksBefore(texts, "91"), LooksBefore(texts, "113"), LooksBefore(texts, "201")));
        Assert.Contains("cleared", Assert.Single(_told.Changes), StringComparison.Ordinal);
        Assert.Empty(_told.Defects);
    }

    private static int LooksBefore(List<string> texts, string text) => texts.Take(texts.IndexOf(text)).Count(item => item == "-");

    private static IEnumerable<byte> Slots(byte[] log) => log.Skip(EvtxLayout.FileHeaderBlockSize);
}
