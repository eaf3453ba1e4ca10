using System;
using System.Text;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_catalogue_comes_out() =>
        Assert.Equal(0xCBF43926u, Crc32.Compute(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Two_blocks_give_the_sum_of_the_whole()
    {
        byte[] whole = Encoding.ASCII.GetBytes("The quick brown fox jumps over the lazy dog");
        Assert.Equal(0x414FA339u, Crc32.Compute(whole));
        Assert.Equal(0x414FA339u, Crc32.Compute(whole.AsSpan(0, 11), whole.AsSpan(11)));
    }

    [Fact]
    public void The_processor_and_the_tables_agree_at_every_length()
    {
        byte[] bytes = new byte[600];
        new Random(7).NextBytes(bytes);
        for (int start = 0; start < 20; start++)
        {
            for (int length = 0; length <= bytes.Length - start; length++)
            {
                ReadOnlySpan<byte> part = bytes.AsSpan(start, length);
                Assert.Equal(Crc32.ComputeByTables(part), Crc32.Compute(part));
            }
        }
    }
}
