using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TurlaHunt.Yaml;

/// <summary>
/// Goes through YAML piece by piece and takes only what is asked for: anything else is an error at its place. So nothing is
/// built that a file could make large or deep; anchors, aliases and tags, which nothing needs, are errors like the rest.
/// </summary>
internal sealed class YamlCursor
{
    private readonly string _path;
    private readonly YamlDocumentKind _kind;
    private readonly Parser _parser;

    public YamlCursor(string path, string text, YamlDocumentKind kind)
    {
        _path = path;
        _kind = kind;
        _parser = new Parser(new StringReader(text));
        Next();
    }

    /// <summary>The line and column, from 1 on, of what comes next.</summary>
    public (int Line, int Column) Place => PlaceOf(Event.Start);

    /// <summary>The last line of what was taken last.</summary>
    public int LastLine { get; private set; }

    private ParsingEvent Event => _parser.Current!;

    /// <summary>Takes the items of a sequence.</summary>
    /// <param name="what">What is expected, for the error.</param>
    /// <param name="most">How many may come.</param>
    /// <param name="readItem">Takes an item.</param>
    public void Sequence(string what, int most, Action readItem)
    {
        Take<SequenceStart>($"a list of {what}, each with a dash");
        for (int count = 1; Event is not SequenceEnd; count++)
        {
            if (count > most)
            {
                throw Error($"There are more than {most} {what}.");
            }

            readItem();
        }

        Next();
    }

    /// <summary>Takes the keys of a mapping, each once.</summary>
    /// <param name="what">What is expected, for the error.</param>
    /// <param name="readValue">Takes the value of a key; false where there is no such key.</param>
    public void Mapping(string what, Func<string, bool> readValue)
    {
        Take<MappingStart>(what);
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (Event is not MappingEnd)
        {
            (int Line, int Column) place = Place;
            string key = Text("the name of a value");
            if (!keys.Add(key))
            {
                throw Error($"'{Shown(key)}' is given twice.", place);
            }

            if (!readValue(key))
            {
                throw Error($"There is no '{Shown(key)}' in {what}.", place);
            }
        }

        Next();
    }

    /// <summary>Takes a text that is not empty.</summary>
    /// <param name="what">What is expected, for the error.</param>
    public string Text(string what)
    {
        (int Line, int Column) place = Place;
        Scalar scalar = Take<Scalar>(what);
        if (scalar.Value.Length == 0 || (scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null" or "Null" or "NULL"))
        {
            throw Error($"Expected {what}, found nothing. Leave the line out where there is none.", place);
        }

        return scalar.Value.Length <= YamlLimits.Value
            ? scalar.Value
            : throw Error($"This is longer than {YamlLimits.Value} characters.", place);
    }

    /// <summary>Whether the text holds nothing, not even an empty list. Takes the start of the document where it holds more.</summary>
    public bool IsEmpty()
    {
        Take<StreamStart>("YAML");
        if (Event is StreamEnd)
        {
            return true;
        }

        Take<DocumentStart>("YAML");
        if (Event is Scalar { Value.Length: 0, Style: ScalarStyle.Plain })
        {
            Take<Scalar>("YAML");
            End();
            return true;
        }

        return false;
    }

    /// <summary>Takes the end.</summary>
    public void End()
    {
        Take<DocumentEnd>($"the end of the {_kind.Name}");
        if (Event is not StreamEnd)
        {
            throw Error("Expected the end of the file, found a second document.");
        }
    }

    /// <summary>An error at a place.</summary>
    /// <param name="problem">What is wrong, in a sentence.</param>
    /// <param name="place">Where; null for what comes next.</param>
    public Exception Error(string problem, (int Line, int Column)? place = null)
    {
        (int line, int column) = place ?? Place;
        return _kind.Fail(_path, line, column, problem);
    }

    private static (int Line, int Column) PlaceOf(Mark mark) => ((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    // Errors are printed: control characters could be more than text there.
    private static string Shown(string text) =>
        new string([.. text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)]) + (text.Length <= 40 ? "" : "…");

    private T Take<T>(string what)
        where T : ParsingEvent
    {
        switch (Event)
        {
            case AnchorAlias:
            case NodeEvent node when !node.Anchor.IsEmpty || !node.Tag.IsEmpty:
                throw Error($"Anchors (&), aliases (*) and tags (!) are not used in a {_kind.Name}. Put the value in single quotes if it is a text.");
            case T taken:
                LastLine = LastLineOf(taken);
                Next();
                return taken;
            default:
                throw Error($"Expected {what}, found {NameOf(Event)}.");
        }
    }

    private void Next()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (YamlException failure)
        {
            throw Error(failure.Message.TrimEnd('.') + ".", PlaceOf(failure.Start));
        }
    }

    // A block of text ends where the next thing begins, at the margin of a later line.
    private static int LastLineOf(ParsingEvent taken)
    {
        (int line, int column) = PlaceOf(taken.End);
        return column == 1 && line > PlaceOf(taken.Start).Line ? line - 1 : line;
    }

    private static string NameOf(ParsingEvent item) => item switch
    {
        Scalar => "a text",
        SequenceStart => "a list",
        MappingStart => "names and values",
        SequenceEnd or MappingEnd or DocumentEnd or StreamEnd => "the end",
        _ => "something else",
    };
}
