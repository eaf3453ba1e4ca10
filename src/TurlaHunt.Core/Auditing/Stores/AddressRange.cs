using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Addresses from one to another, as firewall rules name them.</summary>
/// <param name="Size">How many bytes an address has: 4 or 16.</param>
/// <param name="First">The first address, as a number.</param>
/// <param name="Last">The last address, as a number.</param>
internal readonly record struct AddressRange(int Size, BigInteger First, BigInteger Last)
{
    private const int Size4 = 4;

    /// <summary>The version of IP that it is of: 4 or 6.</summary>
    public int Family => Size == Size4 ? 4 : 6;

    /// <summary>
    /// Reads an address, a range (a-b), or a network (a/24, a/255.255.255.0); null where it is none of these, as the words that stand
    /// for addresses of some kind.
    /// </summary>
    public static AddressRange? Parse(string text)
    {
        string[] ends = text.Trim().Split('-');
        if (ends.Length == 2)
        {
            return NumberOf(ends[0], out int size) is BigInteger first && NumberOf(ends[1], out int other) is BigInteger last
                && size == other && first <= last
                    ? new AddressRange(size, first, last)
                    : null;
        }

        string[] parts = ends[0].Split('/');
        if (ends.Length != 1 || parts.Length > 2 || NumberOf(parts[0], out int bytes) is not BigInteger address)
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return new AddressRange(bytes, address, address);
        }

        int bits = bytes * 8;
        int? length = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : bytes == Size4 && NumberOf(parts[1], out int maskSize) is BigInteger mask && maskSize == Size4 ? LengthOf((uint)mask)
            : null;
        if (length is not int prefix || prefix > bits)
        {
            return null;
        }

        BigInteger hosts = (BigInteger.One << (bits - prefix)) - 1;
        BigInteger start = address - (address & hosts);
        return new AddressRange(bytes, start, start + hosts);
    }

    /// <summary>The same addresses in as few ranges as can be, in their order.</summary>
    public static IReadOnlyList<AddressRange> Join(IEnumerable<AddressRange> ranges)
    {
        List<AddressRange> joined = [];
        foreach (AddressRange range in ranges.OrderBy(range => range.Size).ThenBy(range => range.First))
        {
            int last = joined.Count - 1;
            if (last >= 0 && joined[last].Size == range.Size && range.First <= joined[last].Last + 1)
            {
                joined[last] = joined[last] with { Last = BigInteger.Max(joined[last].Last, range.Last) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>What is left of addresses without some of them.</summary>
    public static IReadOnlyList<AddressRange> Subtract(IEnumerable<AddressRange> ranges, IEnumerable<AddressRange> gone)
    {
        IReadOnlyList<AddressRange> left = Join(ranges);
        foreach (AddressRange hole in gone)
        {
            left = [.. left.SelectMany(range => range.Without(hole))];
        }

        return left;
    }

    /// <summary>The range for firewall rules: a-b, or one address.</summary>
    public override string ToString() => First == Last ? TextOf(First) : $"{TextOf(First)}-{TextOf(Last)}";

    private static BigInteger? NumberOf(string text, out int size)
    {
        size = 0;
        bool isWritten4 = text.Count(letter => letter == '.') == 3;
        if (!IPAddress.TryParse(text, out IPAddress? address) || (address.AddressFamily == AddressFamily.InterNetwork && !isWritten4))
        {
            return null;
        }

        byte[] bytes = address.GetAddressBytes();
        size = bytes.Length;
        return new BigInteger([.. Enumerable.Reverse(bytes), 0]);
    }

    private static int? LengthOf(uint mask)
    {
        int length = 0;
        while (length < 32 && (mask & (1u << (31 - length))) != 0)
        {
            length++;
        }

        return length == 32 || mask << length == 0 ? length : null;
    }

    private IEnumerable<AddressRange> Without(AddressRange hole)
    {
        if (hole.Size != Size || hole.Last < First || hole.First > Last)
        {
            yield return this;
            yield break;
        }

        if (hole.First > First)
        {
            yield return this with { Last = hole.First - 1 };
        }

        if (hole.Last < Last)
        {
            yield return this with { First = hole.Last + 1 };
        }
    }

    private string TextOf(BigInteger number)
    {
        byte[] bytes = new byte[Size];
        byte[] little = number.ToByteArray();
        for (int i = 0; i < Math.Min(Size, little.Length); i++)
        {
            bytes[Size - 1 - i] = little[i];
        }

        return new IPAddress(bytes).ToString();
    }
}
