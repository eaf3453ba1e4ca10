using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>An element of a definition: name, own text, children. All that the schema needs.</summary>
internal sealed class TaskNode(string name)
{
    public string Name { get; } = name;

    public string Text { get; set; } = string.Empty;

    public List<TaskNode> Children { get; } = [];

    public TaskNode? Child(string name) =>
        Children.Find(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a child, or null if it is missing or blank.</summary>
    public string? Value(string name)
    {
        string? text = Child(name)?.Text.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A child as a Boolean, or null if it is missing or neither.</summary>
    public bool? Flag(string name) => Value(name)?.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    /// <summary>The text of every child, or their names where they have none (days, months).</summary>
    public string List()
    {
        List<string> items = [];
        foreach (TaskNode child in Children)
        {
            string text = child.Text.Trim();
            items.Add(text.Length > 0 ? text : child.Name);
        }

        return string.Join(", ", items);
    }
}
