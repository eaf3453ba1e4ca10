using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.Events;
using TurlaHunt.Hunting;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that runs one hunt. A leaf only names its hunt.</summary>
public abstract class HuntCommand : EventSourceCommand
{
    private const string InputObjectSet = "InputObject";

    private HuntRun? _run;
    private EventQuery? _wanted;
    private EventQuery? _context;

    /// <summary>
    /// Events that were read before, as Get-HuntEvent gives them. Those that the hunt does not look at are passed over.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EventRecord[] InputObject { get; set; } = [];

    /// <summary>The hunt.</summary>
    protected abstract Hunt Hunt { get; }

    /// <inheritdoc/>
    protected override EventQuery Query => Hunt.Query;

    private HuntRun Run => _run ??= Hunt.Start();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != InputObjectSet)
        {
            base.ProcessRecord();
            return;
        }

        _wanted ??= InWindow(Query);
        _context ??= Hunt.Context is EventQuery context ? InWindow(context) : null;
        foreach (EventRecord record in InputObject)
        {
            if (_wanted.Matches(record))
            {
                ProcessEvent(record);
            }

            if (_context?.Matches(record) == true)
            {
                Run.AddContext(record);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessEvent(EventRecord record) => Write(Run.Examine(record));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_run?.WantContext() is EventQuery context)
        {
            ReadAgain(InWindow(context), _run.AddContext);
        }

        base.EndProcessing();
        Write(_run?.Complete() ?? []);
        foreach (EvaluationGap gap in _run?.Gaps ?? [])
        {
            // Names of computers are log content too.
            WriteWarning(_Format.Text(gap.ToString()));
        }
    }

    /// <summary>Does with a finding what the cmdlet is for.</summary>
    protected virtual void Emit(Finding finding) => WriteObject(finding);

    private void Write(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            Emit(finding);
        }
    }
}
