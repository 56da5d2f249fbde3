using System.Text;

namespace Stockade.Tests.Syntax.Yaml;

/// <summary>Writes a random tree as YAML in random styles. <see cref="Expected"/> is the tree in a form of its own, to compare with what is read.</summary>
internal sealed class RandomYaml(Random random)
{
    private static readonly string[] s_words =
        ["web", "a-b", "é", "日本", "😀", "x y", "10.0.0.0/8", "true", "80", "a:b", "it's", "say \"hi\"", "", "#no", "- no", "a\tb", "null", "{no", "@no", "u\u0085v", "w\u2028z"];

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _expected = new();
    private int _anchors;

    public string Text => _text.ToString();

    public string Expected => _expected.ToString();

    public static RandomYaml Create(Random random, string lineBreak)
    {
        var yaml = new RandomYaml(random);
        yaml._text.Append(random.Next(2) == 0 ? "# head\n" : string.Empty);
        yaml.BlockMapping(0, 0);
        if (random.Next(2) == 0)
            yaml._text.Append("# tail\n");
        yaml._text.Replace("\n", lineBreak);
        return yaml;
    }

    /// <summary>A mapping whose first line is already indented.</summary>
    private void BlockMapping(int indentation, int depth)
    {
        _expected.Append('{');
        var count = random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                Comment(indentation);
                _text.Append(' ', indentation);
            }

            var key = $"k{i}";
            _text.Append(random.Next(5) == 0 ? $"\"{key}\"" : key).Append(':');
            _expected.Append(key).Append('=');
            Value(indentation, depth, isInSequence: false);
            _expected.Append(';');
        }

        _expected.Append('}');
    }

    private void BlockSequence(int indentation, int depth)
    {
        _expected.Append('[');
        var count = random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                Comment(indentation);
                _text.Append(' ', indentation);
            }

            _text.Append('-');
            Value(indentation, depth, isInSequence: true);
            _expected.Append(';');
        }

        _expected.Append(']');
    }

    /// <summary>What follows a colon or a dash, up to and with the line break.</summary>
    private void Value(int indentation, int depth, bool isInSequence)
    {
        var properties = random.Next(8) == 0 ? $" &n{_anchors++}" : string.Empty;
        switch (random.Next(depth > 3 ? 5 : 8))
        {
            case 5 when properties.Length == 0 && isInSequence:
                _text.Append(' ');
                BlockMapping(indentation + 2, depth + 1);
                return;
            case 5 or 6:
                _text.Append(properties);
                Comment(-1);
                var inner = indentation + random.Next(1, 4);
                _text.Append(' ', inner);
                BlockMapping(inner, depth + 1);
                return;
            case 7:
                _text.Append(properties);
                Comment(-1);
                var dash = indentation + random.Next(isInSequence ? 1 : 0, 3);
                _text.Append(' ', dash);
                BlockSequence(dash, depth + 1);
                return;
            case 4:
                _text.Append(properties).Append(' ');
                Flow(depth);
                break;
            case 3:
                BlockScalar(indentation, properties);
                return;
            default:
                _text.Append(properties).Append(' ');
                Scalar(isInFlow: false);
                break;
        }

        Comment(-1);
    }

    private void BlockScalar(int indentation, string properties)
    {
        var lines = Enumerable.Range(0, random.Next(1, 4)).Select(i => s_words[random.Next(4)] + i).ToArray();
        _text.Append(properties).Append(random.Next(3) == 0 ? " |- # c" : " |-").Append('\n');
        foreach (var line in lines)
            _text.Append(' ', indentation + 2).Append(line).Append('\n');
        if (random.Next(2) == 0)
            _text.Append('\n');
        _expected.Append('<').AppendJoin('\n', lines).Append('>');
    }

    private void Flow(int depth)
    {
        var count = random.Next(0, 4);
        var isMapping = random.Next(2) == 0;
        var separator = random.Next(4) == 0 ? ",\n       \t" : ", ";
        _text.Append(isMapping ? "{" : "[ ");
        _expected.Append(isMapping ? '{' : '[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                _text.Append(separator);
            if (isMapping)
            {
                _text.Append('f').Append(i).Append(": ");
                _expected.Append('f').Append(i).Append('=');
            }

            if (depth < 4 && random.Next(4) == 0)
                Flow(depth + 1);
            else
                Scalar(isInFlow: true);
            _expected.Append(';');
        }

        _text.Append(isMapping ? "}" : " ]");
        _expected.Append(isMapping ? '}' : ']');
    }

    private void Scalar(bool isInFlow)
    {
        var word = s_words[random.Next(s_words.Length)];
        var isPlain = word.Length > 0 && word.IndexOfAny(['#', '"', '{', '@', '\'', '\u0085', '\u2028']) < 0 && !word.StartsWith('-') && !(isInFlow && word.Contains(':', StringComparison.Ordinal));
        switch (random.Next(3))
        {
            case 0 when isPlain:
                _text.Append(word);
                break;
            case 1 when word.IndexOfAny(['\u0085', '\u2028']) < 0:
                _text.Append('\'').Append(word.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
                break;
            default:
                _text.Append('"').Append(word.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\u0085", "\\N", StringComparison.Ordinal).Replace("\u2028", "\\L", StringComparison.Ordinal)).Append('"');
                break;
        }

        _expected.Append('<').Append(word).Append('>');
    }

    /// <summary>The end of a line, or for an indentation of its own perhaps a line with a comment.</summary>
    private void Comment(int indentation)
    {
        if (indentation < 0)
            _text.Append(random.Next(5) == 0 ? "   # c: [d" : string.Empty).Append(random.Next(9) == 0 ? " " : string.Empty).Append('\n');
        else if (random.Next(6) == 0)
            _text.Append(' ', indentation).Append("# 日本: x\n");
    }
}
