using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace TurlaHunt.Shell.Hosting;

/// <summary>
/// What a command may ask the person at the keyboard: to confirm, for a missing value, for a password.
/// </summary>
internal sealed class Questions(PSHostUserInterface console, Terminal terminal)
{
    /// <summary>Reads one line; at the end of a redirected input there is nobody to answer.</summary>
    internal static string ReadAnswer() => Console.ReadLine() ?? throw NobodyThere();

    internal int AskForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ShowHeading(caption, message);
        while (true)
        {
            console.Write(Choice.Menu(choices, defaultChoice));
            string answer = ReadAnswer().Trim();
            if (answer == "?")
            {
                ShowHelp(choices);
                continue;
            }

            int choice = answer.Length == 0 ? defaultChoice : Choice.Find(choices, answer);
            if (choice >= 0)
            {
                return choice;
            }
        }
    }

    /// <summary>Asks for values of mandatory parameters, of a person only: a script's next line is no answer.</summary>
    internal Dictionary<string, PSObject> AskForValues(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        if (!terminal.InputIsTerminal)
        {
            throw NobodyThere();
        }

        ShowHeading(caption, message);
        Dictionary<string, PSObject> values = [];
        foreach (FieldDescription field in descriptions)
        {
            values[field.Name] = PSObject.AsPSObject(AskForValue(field));
        }

        return values;
    }

    internal PSCredential AskForCredential(string caption, string message, string userName)
    {
        ShowHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            console.Write("User: ");
            userName = ReadAnswer();
        }

        console.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    internal SecureString ReadSecret()
    {
        if (!terminal.InputIsTerminal)
        {
            throw NobodyThere();
        }

        SecureString secret = new();
        for (ConsoleKeyInfo key = Console.ReadKey(true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        console.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    private object AskForValue(FieldDescription field)
    {
        Type? type = TypeOf(field);
        if (type == typeof(SecureString))
        {
            console.Write(field.Name + ": ");
            return ReadSecret();
        }

        return type is not null && typeof(IList).IsAssignableFrom(type) ? AskForList(field.Name) : Ask(field.Name + ": ");
    }

    private static Type? TypeOf(FieldDescription field) =>
        LanguagePrimitives.TryConvertTo(field.ParameterAssemblyFullName, out Type qualified) ? qualified
        : LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, out Type named) ? named
        : null;

    private string[] AskForList(string name)
    {
        List<string> items = [];
        for (string item = Ask($"{name}[0]: "); item.Length > 0; item = Ask($"{name}[{items.Count}]: "))
        {
            items.Add(item);
        }

        return [.. items];
    }

    private string Ask(string question)
    {
        console.Write(question);
        return ReadAnswer();
    }

    private void ShowHeading(string caption, string message)
    {
        foreach (string line in (string[])[caption, message])
        {
            if (!string.IsNullOrEmpty(line))
            {
                console.WriteLine(line);
            }
        }
    }

    private void ShowHelp(Collection<ChoiceDescription> choices)
    {
        foreach (ChoiceDescription choice in choices)
        {
            console.WriteLine($"{Choice.KeyOf(choice)} - {choice.HelpMessage}");
        }
    }

    private static HostException NobodyThere() =>
        new("A question needs an answer, and nobody is there to give it: the input is redirected or at its end.");
}
