namespace TurlaHunt.Hunting;

/// <summary>An event that a living log should hold beside one of another log, for the same act.</summary>
/// <param name="LogName">The log whose event is there.</param>
/// <param name="Id">That event.</param>
/// <param name="OtherLogName">The log in which its counterpart belongs.</param>
/// <param name="OtherId">The counterpart.</param>
/// <param name="Cause">What it is called if there is none.</param>
public sealed record HuntCounterpart(string LogName, int Id, string OtherLogName, int OtherId, VisibilityCause Cause);
