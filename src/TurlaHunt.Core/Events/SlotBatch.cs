namespace TurlaHunt.Events;

/// <summary>A few slots of a file, as one piece of work.</summary>
/// <param name="Log">The file.</param>
/// <param name="Slots">The numbers of the slots, in the order of their records.</param>
/// <param name="IsLast">Whether none follow.</param>
internal sealed record SlotBatch(OpenLog Log, int[] Slots, bool IsLast);
