using System.Collections.Generic;
using System.Text;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>
/// Text that remembers where each of its characters stood in the raw line, through any depth of quoting and escaping.
/// It is what lets a password found three shells deep be blotted out of the original, verbatim around it.
/// </summary>
internal sealed class MappedText
{
    private readonly int[] _origins;

    private MappedText(string text, int[] origins)
    {
        Text = text;
        _origins = origins;
    }

    public string Text { get; }

    public int Length => Text.Length;

    public char this[int index] => Text[index];

    public static MappedText Of(string raw)
    {
        int[] origins = new int[raw.Length];
        for (int i = 0; i < origins.Length; i++)
        {
            origins[i] = i;
        }

        return new(raw, origins);
    }

    /// <summary>Where the character at this index stood in the raw line.</summary>
    public int Origin(int index) => _origins[index];

    public MappedText Slice(int start) => Slice(start, Length - start);

    public MappedText Slice(int start, int length)
    {
        int[] origins = new int[length];
        System.Array.Copy(_origins, start, origins, 0, length);
        return new(Text.Substring(start, length), origins);
    }

    internal sealed class Builder
    {
        private readonly StringBuilder _text = new();
        private readonly List<int> _origins = [];

        public int Length => _text.Length;

        public char this[int index] => _text[index];

        public void Append(MappedText source, int index) => Append(source.Text[index], source._origins[index]);

        public void Append(char c, int origin)
        {
            _text.Append(c);
            _origins.Add(origin);
        }

        public void Truncate(int length)
        {
            _text.Length = length;
            _origins.RemoveRange(length, _origins.Count - length);
        }

        public MappedText Take()
        {
            MappedText result = new(_text.ToString(), _origins.ToArray());
            Truncate(0);
            return result;
        }
    }
}
