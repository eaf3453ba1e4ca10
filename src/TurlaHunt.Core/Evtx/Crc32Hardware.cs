#if NET
using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TurlaHunt.Evtx;

/// <summary>
/// The same checksum by what the processor has for it: carry-less multiplication on x86 (Gopal et al., "Fast CRC Computation
/// for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009), the CRC-32 instructions of ARM.
/// </summary>
internal static class Crc32Hardware
{
    private const int BlockSize = 64;
    private const int LaneSize = 16;

    // Powers of x modulo the polynomial, bit-reflected: by these a lane is moved over the four lanes, or the one, behind it.
    private static readonly Vector128<ulong> OverFourLanes = Vector128.Create(0x0154442BD4UL, 0x01C6E41596UL);
    private static readonly Vector128<ulong> OverOneLane = Vector128.Create(0x01751997D0UL, 0x00CCAA009EUL);
    private static readonly Vector128<ulong> OverHalfLane = Vector128.Create(0x0163CD6124UL, 0UL);

    // The polynomial and its inverse, for the last reduction (Barrett).
    private static readonly Vector128<ulong> Reduction = Vector128.Create(0x01DB710641UL, 0x01F7011641UL);
    private static readonly Vector128<ulong> LowHalves = Vector128.Create(0xFFFFFFFFUL, 0xFFFFFFFFUL);

    /// <summary>Takes as many bytes as it can, and moves <paramref name="data"/> behind them.</summary>
    public static uint Append(uint state, ref ReadOnlySpan<byte> data)
    {
        if (Pclmulqdq.IsSupported && data.Length >= BlockSize)
        {
            return AppendByMultiplication(state, ref data);
        }

        if (System.Runtime.Intrinsics.Arm.Crc32.Arm64.IsSupported)
        {
            for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            {
                state = System.Runtime.Intrinsics.Arm.Crc32.Arm64.ComputeCrc32(state, BinaryPrimitives.ReadUInt64LittleEndian(data));
            }
        }

        return state;
    }

    private static uint AppendByMultiplication(uint state, ref ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<Vector128<ulong>> lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        data = data[(lanes.Length * LaneSize)..];

        Vector128<ulong> first = lanes[0] ^ Vector128.CreateScalar((ulong)state);
        Vector128<ulong> second = lanes[1];
        Vector128<ulong> third = lanes[2];
        Vector128<ulong> fourth = lanes[3];
        lanes = lanes[4..];
        for (; lanes.Length >= 4; lanes = lanes[4..])
        {
            first = Fold(first, OverFourLanes, lanes[0]);
            second = Fold(second, OverFourLanes, lanes[1]);
            third = Fold(third, OverFourLanes, lanes[2]);
            fourth = Fold(fourth, OverFourLanes, lanes[3]);
        }

        Vector128<ulong> all = Fold(Fold(Fold(first, OverOneLane, second), OverOneLane, third), OverOneLane, fourth);
        foreach (ref readonly Vector128<ulong> lane in lanes)
        {
            all = Fold(all, OverOneLane, lane);
        }

        return Reduce(all);
    }

    // Moves a lane over those behind it and adds the next one.
    private static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> over, Vector128<ulong> next) =>
        Pclmulqdq.CarrylessMultiply(lane, over, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, over, 0x11) ^ next;

    private static uint Reduce(Vector128<ulong> lane)
    {
        Vector128<ulong> rest = Pclmulqdq.CarrylessMultiply(lane, OverOneLane, 0x10) ^ UpperHalf(lane);
        rest = Pclmulqdq.CarrylessMultiply(rest & LowHalves, OverHalfLane, 0x00) ^ ShiftRight4(rest);
        Vector128<ulong> quotient = Pclmulqdq.CarrylessMultiply(rest & LowHalves, Reduction, 0x10) & LowHalves;
        return (Pclmulqdq.CarrylessMultiply(quotient, Reduction, 0x00) ^ rest).AsUInt32().GetElement(1);
    }

    private static Vector128<ulong> UpperHalf(Vector128<ulong> lane) => Sse2.ShiftRightLogical128BitLane(lane, 8);

    private static Vector128<ulong> ShiftRight4(Vector128<ulong> lane) => Sse2.ShiftRightLogical128BitLane(lane, 4);
}
#endif
