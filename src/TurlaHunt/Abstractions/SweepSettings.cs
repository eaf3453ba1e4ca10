using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Auditing.Stores.Live;
using TurlaHunt.Visibility;

namespace TurlaHunt.Commands;

/// <summary>What a sweep knows of settings: by files that the user gave, or of the computer that it runs on.</summary>
/// <param name="cmdlet">Who sweeps.</param>
/// <param name="book">Where they are entered.</param>
internal sealed class SweepSettings(PSCmdlet cmdlet, SettingsBook book)
{
    private bool _isOfComputer;

    /// <summary>Reads the files of computers, a folder for each.</summary>
    /// <param name="paths">Folders or files; with wildcards.</param>
    public void ReadFiles(IReadOnlyList<string> paths)
    {
        ArtefactTeller teller = new(cmdlet);
        book.IsAsked = paths.Count > 0;
        foreach (string given in paths)
        {
            teller.Given = given;
            foreach (string path in InputPaths.Wildcards(cmdlet, given))
            {
                if (ArtefactFolder.Open(path, teller) is AuditTarget target)
                {
                    book.Add(target);
                }
                else
                {
                    cmdlet.WriteError(ErrorRecords.ArtefactsNotFound(path, given));
                }
            }
        }
    }

    /// <summary>Looks at the computer that it runs on, once, where nobody gave files. What cannot be seen of it is not known.</summary>
    public void ReadComputer()
    {
        if (!_isOfComputer && !book.IsAsked && LocalComputer.TryReading() is IComputer computer)
        {
            _isOfComputer = true;
            book.Add(LiveComputer.Open(computer, new Quiet()));
        }
    }

    /// <summary>Looks at the computer that it runs on, where one of the files is its own log.</summary>
    public void ReadComputerOf(IEnumerable<string> files)
    {
        if (LocalComputer.TryReading()?.LogFolder is not string folder)
        {
            return;
        }

        foreach (string file in files)
        {
            if (string.Equals(Path.GetDirectoryName(file), folder, StringComparison.OrdinalIgnoreCase))
            {
                ReadComputer();
                return;
            }
        }
    }

    /// <summary>Tells which settings the verdict does not go by.</summary>
    public void TellProblems()
    {
        foreach (string problem in book.Problems)
        {
            cmdlet.WriteWarning(_Format.Text(problem));
        }
    }

    /// <summary>Whoever hunts did not ask for the files of policies; without them it is not known who set a setting.</summary>
    private sealed class Quiet : IArtefactListener
    {
        public void OnUsed(string path, string role)
        {
        }

        public void OnSkipped(string path, string reason)
        {
        }

        public void OnFailure(string path, Exception failure)
        {
        }

        public void OnDefect(string path, string problem)
        {
        }

        public void OnStale(string path, string problem)
        {
        }
    }
}
