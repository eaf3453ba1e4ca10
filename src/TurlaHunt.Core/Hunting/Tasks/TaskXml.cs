using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Task XML as a tree, as far as it can be read.</summary>
internal static class TaskXml
{
    /// <summary>Far above any event: a record holds 64 KiB.</summary>
    private const int LargestDocument = 4 * 1024 * 1024;

    private const int DeepestElement = 64;

    /// <summary>Reads the document; the tree holds all up to the first damage, which is named.</summary>
    public static TaskNode? Read(string xml, out string? problem)
    {
        problem = null;
        if (xml.Length > LargestDocument)
        {
            problem = "The definition is larger than any event can carry.";
            return null;
        }

        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LargestDocument,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CheckCharacters = false,
        };
        TaskNode? root = null;
        Stack<TaskNode> open = new();
        try
        {
            using StringReader text = new(WithoutDeclaration(xml));
            using XmlReader reader = XmlReader.Create(text, settings);
            while (reader.Read())
            {
                if (!Accept(reader, open, ref root))
                {
                    problem = "The definition nests deeper than a task can.";
                    break;
                }
            }
        }
        catch (XmlException damage)
        {
            problem = FormattableString.Invariant(
                $"The XML is damaged at line {damage.LineNumber}, column {damage.LinePosition}.");
        }

        return root;
    }

    private static bool Accept(XmlReader reader, Stack<TaskNode> open, ref TaskNode? root)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                TaskNode node = new(reader.LocalName);
                if (open.Count > 0)
                {
                    open.Peek().Children.Add(node);
                }

                root ??= node;
                if (!reader.IsEmptyElement)
                {
                    open.Push(node);
                }

                return open.Count <= DeepestElement;
            case XmlNodeType.Text or XmlNodeType.CDATA when open.Count > 0:
                open.Peek().Text += reader.Value;
                return true;
            case XmlNodeType.EndElement:
                open.Pop();
                return true;
            default:
                return true;
        }
    }

    // It says UTF-16, which was true of the file; what is left here is characters. Some parsers leave a mark before it.
    private static string WithoutDeclaration(string xml)
    {
        string text = xml.TrimStart('\uFEFF', '\0', ' ', '\t', '\r', '\n').TrimEnd('\0', ' ', '\t', '\r', '\n');
        if (!text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        int end = text.IndexOf("?>", StringComparison.Ordinal);
        return end < 0 ? text : text.Substring(end + 2).TrimStart();
    }
}
