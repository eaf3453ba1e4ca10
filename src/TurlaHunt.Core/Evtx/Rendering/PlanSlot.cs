namespace TurlaHunt.Evtx.Rendering;

/// <summary>Keeps a plan that is made when it is first asked for, also where there is none to make.</summary>
internal struct PlanSlot<TPlan>
    where TPlan : class
{
    /// <summary>Whether it was made.</summary>
    public bool IsMade { get; private set; }

    /// <summary>The plan, or null where there is none.</summary>
    public TPlan? Plan { get; private set; }

    /// <summary>Takes what was made.</summary>
    public TPlan? Set(TPlan? plan)
    {
        IsMade = true;
        return Plan = plan;
    }
}
