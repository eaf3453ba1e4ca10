using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace TurlaHunt.Tests.Channels;

/// <summary>
/// The event log service's XPath: the subset of XPath 1.0 that "Consuming Events" of the Windows documentation describes. Names
/// and texts are compared with case, an empty set of nodes is equal to nothing, and what the subset does not have is refused.
/// </summary>
internal sealed class ServiceXPath
{
    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">"];

    private readonly string _text;
    private readonly Func<XElement, bool> _predicate;
    private int _at;

    private ServiceXPath(string text)
    {
        _text = text;
        string root = ReadName();
        Require(root is "*" or "Event");
        _predicate = Peek('[') ? ReadPredicates() : _ => true;
        Require(_at == _text.Length);
    }

    /// <summary>How many comparisons it is made of, those within steps included.</summary>
    public int Terms { get; private set; }

    public static ServiceXPath Parse(string text) => new(text);

    /// <summary>An event as the service looks at it.</summary>
    public static XElement Read(string eventXml) => Plain(XElement.Parse(eventXml, LoadOptions.PreserveWhitespace));

    /// <summary>Whether it selects an event.</summary>
    public bool Selects(XElement read) => _predicate(read);

    // The service knows no namespaces.
    private static XElement Plain(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => new XAttribute(attribute.Name.LocalName, attribute.Value)),
        element.Nodes().Select(node => node is XElement child ? Plain(child) : (object)node));

    private Func<XElement, bool> ReadPredicates()
    {
        Func<XElement, bool> all = _ => true;
        while (Take("["))
        {
            Func<XElement, bool> before = all;
            Func<XElement, bool> next = ReadOr();
            Require(Take("]"));
            all = element => before(element) && next(element);
        }

        return all;
    }

    private Func<XElement, bool> ReadOr()
    {
        Func<XElement, bool> left = ReadAnd();
        while (TakeWord("or"))
        {
            Func<XElement, bool> first = left;
            Func<XElement, bool> second = ReadAnd();
            left = element => first(element) || second(element);
        }

        return left;
    }

    private Func<XElement, bool> ReadAnd()
    {
        Func<XElement, bool> left = ReadTerm();
        while (TakeWord("and"))
        {
            Func<XElement, bool> first = left;
            Func<XElement, bool> second = ReadTerm();
            left = element => first(element) && second(element);
        }

        return left;
    }

    private Func<XElement, bool> ReadTerm()
    {
        if (Take("("))
        {
            Func<XElement, bool> inner = ReadOr();
            Require(Take(")"));
            return inner;
        }

        Func<XElement, IEnumerable<string>> path = ReadPath();
        SkipBlanks();
        if (Operators.FirstOrDefault(Take) is not string comparison)
        {
            return element => path(element).Any();
        }

        Terms++;
        Func<string, bool> isTrue = ReadComparison(comparison);
        return element => path(element).Any(isTrue);
    }

    private Func<XElement, IEnumerable<string>> ReadPath()
    {
        if (Take("@"))
        {
            string attribute = ReadName();
            return element => element.Attributes(attribute).Select(found => found.Value);
        }

        string name = ReadName();
        Func<XElement, bool> isWanted = ReadPredicates();
        Func<XElement, IEnumerable<XElement>> step =
            element => element.Elements().Where(child => (name == "*" || child.Name.LocalName == name) && isWanted(child));
        if (!Take("/"))
        {
            return element => step(element).Select(child => child.Value);
        }

        Func<XElement, IEnumerable<string>> rest = ReadPath();
        return element => step(element).SelectMany(rest);
    }

    private Func<string, bool> ReadComparison(string comparison)
    {
        SkipBlanks();
        if (Take("'") || Take("\""))
        {
            int end = _text.IndexOf(_text[_at - 1], _at);
            Require(end >= 0);
            string literal = _text.Substring(_at, end - _at);
            _at = end + 1;

            // The only texts that have an order are times.
            return comparison switch
            {
                "=" => value => string.Equals(value, literal, StringComparison.Ordinal),
                "!=" => value => !string.Equals(value, literal, StringComparison.Ordinal),
                _ => value => Holds(comparison, TimeOf(value).CompareTo(TimeOf(literal))),
            };
        }

        string digits = ReadWhile(char.IsDigit);
        Require(digits.Length > 0);
        decimal number = decimal.Parse(digits, CultureInfo.InvariantCulture);
        return value => decimal.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out decimal found)
            && Holds(comparison, found.CompareTo(number));
    }

    private static bool Holds(string comparison, int order) => comparison switch
    {
        "=" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private static DateTime TimeOf(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private string ReadName()
    {
        SkipBlanks();
        string name = Take("*") ? "*" : ReadWhile(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.');
        Require(name.Length > 0);
        return name;
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        int start = _at;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }

        return _text.Substring(start, _at - start);
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        return string.CompareOrdinal(_text, _at, word + " ", 0, word.Length + 1) == 0 && Take(word);
    }

    private bool Take(string token)
    {
        SkipBlanks();
        if (string.CompareOrdinal(_text, _at, token, 0, token.Length) != 0)
        {
            return false;
        }

        _at += token.Length;
        return true;
    }

    private bool Peek(char letter)
    {
        SkipBlanks();
        return _at < _text.Length && _text[_at] == letter;
    }

    private void SkipBlanks() => ReadWhile(char.IsWhiteSpace);

    private void Require(bool condition)
    {
        if (!condition)
        {
            throw new FormatException($"The service does not take this query, from character {_at} on: {_text}");
        }
    }
}
