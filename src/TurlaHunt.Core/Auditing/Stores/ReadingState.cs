namespace TurlaHunt.Auditing.Stores;

/// <summary>What a store can say of a setting.</summary>
internal enum ReadingState
{
    /// <summary>The store does not hold such settings.</summary>
    NotCovered,

    /// <summary>It is there, and this is it.</summary>
    Found,

    /// <summary>It is surely not there.</summary>
    Absent,

    /// <summary>It may be there and cannot be read, or what is read contradicts itself.</summary>
    Unknown,
}
