using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// The audit policy that is in force, as LSA keeps it in the default value of HKLM\SECURITY\Policy\PolAdtEv. Its end tells how
/// many subcategories each category has, so it can be read without knowing the version of Windows.
/// </summary>
/// <remarks>
/// Layout: a word that is not needed; the number of categories; P, where the counts are; the settings, 16 bits each; a spare 16
/// bits; at P the counts, 16 bits each. RegRipper and DLEAPP agree on it for Windows 7 to 11.
/// </remarks>
internal sealed class PolAdtEv
{
    private const int SettingsOffset = 12;
    private const int MaxCategories = 64;

    // In these two layouts published decoders differ on the order of some places; both say the same where all are equal.
    private static readonly (int[] Counts, (int First, int Last)[] Doubtful)[] DoubtfulLayouts =
    [
        ([5, 9, 12, 3, 4, 6, 6, 4, 4], [(9, 11)]),
        ([5, 11, 14, 3, 5, 6, 6, 4, 4], [(9, 11), (20, 26)]),
    ];

    // What Windows 7 had: with less than that in a category nobody knows what its places mean.
    private static readonly int[] LeastCounts = [5, 9, 12, 3, 4, 6, 6, 4, 4];

    private PolAdtEv(IReadOnlyList<PolAdtEvSlot> slots) => Slots = slots;

    /// <summary>All settings in their order, those of unknown subcategories and categories too.</summary>
    public IReadOnlyList<PolAdtEvSlot> Slots { get; }

    /// <summary>Decodes the value.</summary>
    /// <param name="bytes">The data of the value.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="problem">Why it cannot be decoded, in a sentence without a final stop.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PolAdtEv? policy, [NotNullWhen(false)] out string? problem)
    {
        policy = null;
        if (bytes.Length < SettingsOffset)
        {
            problem = $"It has {bytes.Length} bytes, which is too few";
            return false;
        }

        uint categories = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4));
        uint place = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(8));
        if (categories < (uint)LeastCounts.Length || categories > MaxCategories
            || place < SettingsOffset || place > (uint)bytes.Length || place + (2 * categories) != (uint)bytes.Length)
        {
            problem = $"Its {bytes.Length} bytes, {categories} categories and counts at {place} do not belong together";
            return false;
        }

        int[] counts = new int[categories];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice((int)place + (2 * i)));
        }

        if (SettingsOffset + (2 * (counts.Sum() + 1)) != place)
        {
            problem = $"Its counts of subcategories ({string.Join(", ", counts)}) do not fit its {bytes.Length} bytes";
            return false;
        }

        problem = null;
        policy = new PolAdtEv(ReadSlots(bytes, counts));
        return true;
    }

    /// <summary>The setting of a subcategory.</summary>
    /// <param name="id">Its GUID.</param>
    /// <param name="problem">Why it cannot be told; null where it can, or where this version of Windows does not have it.</param>
    /// <returns>The setting; null where it cannot be told or is not there.</returns>
    public AuditSetting? Find(Guid id, out string? problem)
    {
        problem = null;
        PolAdtEvSlot? slot = Slots.FirstOrDefault(item => item.Subcategory?.Id == id);
        if (slot is null)
        {
            bool isKnown = AuditCatalogue.Find(id) is not null;
            problem = isKnown ? null : "The place of this subcategory in PolAdtEv is not known";
            return null;
        }

        problem = !slot.IsCertain ? "Which of several settings belongs to it is not certain in this version of Windows"
            : slot.Setting is null ? $"Its setting is {slot.Value}, which means nothing"
            : null;
        return problem is null ? slot.Setting : null;
    }

    private static List<PolAdtEvSlot> ReadSlots(ReadOnlySpan<byte> bytes, int[] counts)
    {
        List<PolAdtEvSlot> slots = [];
        for (int category = 0; category < counts.Length; category++)
        {
            IReadOnlyList<AuditSubcategory> known = category < AuditCatalogue.Categories.Count ? AuditCatalogue.Categories[category] : [];
            bool isCertain = category < LeastCounts.Length && counts[category] >= LeastCounts[category];
            for (int index = 0; index < counts[category]; index++)
            {
                ushort value = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(SettingsOffset + (2 * slots.Count)));
                slots.Add(new PolAdtEvSlot(category, index, index < known.Count ? known[index] : null, value, isCertain));
            }
        }

        foreach ((int[] layout, (int First, int Last)[] doubtful) in DoubtfulLayouts)
        {
            if (layout.SequenceEqual(counts))
            {
                Doubt(slots, doubtful);
            }
        }

        return slots;
    }

    private static void Doubt(List<PolAdtEvSlot> slots, (int First, int Last)[] doubtful)
    {
        foreach ((int first, int last) in doubtful)
        {
            if (slots.Skip(first).Take(last - first + 1).Select(slot => slot.Value).Distinct().Count() > 1)
            {
                for (int i = first; i <= last; i++)
                {
                    slots[i] = slots[i] with { IsCertain = false };
                }
            }
        }
    }
}
