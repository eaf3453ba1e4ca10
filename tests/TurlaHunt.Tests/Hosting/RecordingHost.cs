using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Host;

namespace TurlaHunt.Tests.Hosting;

/// <summary>A host that keeps what it is to print, and answers questions from a list.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _ui = new();

    internal string Text => _ui.Text;

    internal Queue<string> Answers => _ui.Answers;

    internal int Width
    {
        get => _ui.RawUI.BufferSize.Width;
        set => _ui.RawUI.BufferSize = new Size(value, 50);
    }

    public override string Name => "TurlaHunt.Tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    internal void Clear() => _ui.Clear();

    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
