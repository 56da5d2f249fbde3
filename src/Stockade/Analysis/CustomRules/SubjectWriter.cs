using System.Globalization;
using System.Text;
using System.Text.Json;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.CustomRules;

/// <summary>
/// Writes a subject as JSON with one name, value or bracket a line, and keeps what each line is. A validator that tells the line of a violation so
/// tells the place in the file; a path in its own words would be ambiguous, because names may contain what separates them.
/// </summary>
internal sealed class SubjectWriter
{
    // Aliases multiply: a short text can stand for more than memory holds.
    private const int MostLines = 500_000;

    private readonly StringBuilder _text = new();
    private readonly List<SubjectPlace> _places = [];
    private readonly Stack<(int Line, string Path, bool IsList, int Count)> _open = new();
    private (string Path, SourceLocation Location)? _name;

    public string Text => _text.ToString();

    public IReadOnlyList<SubjectPlace> Places => _places;

    public void BeginObject(SourceLocation at, bool isOpen = false) => Begin('{', at, isList: false, isOpen);

    public void BeginArray(SourceLocation at) => Begin('[', at, isList: true, isOpen: false);

    public void End()
    {
        var (line, path, isList, _) = _open.Pop();
        _text.Append(isList ? "]\n" : "}\n");
        _places.Add(new SubjectPlace(path, _places[line].Location));
        _places[line].End = _places.Count - 1;
    }

    public void Name(string name, SourceLocation at)
    {
        var (line, path, isList, count) = _open.Pop();
        _open.Push((line, path, isList, count + 1));
        _name = (path.Length == 0 ? name : $"{path}.{name}", at);
        Line((count > 0 ? "," : "") + Quote(name) + ":", new SubjectPlace(_name.Value.Path, at) { Value = name });
    }

    public void String(string? value, SourceLocation at) => Scalar(value is null ? "null" : Quote(value), value ?? "null", at);

    public void Boolean(bool value, SourceLocation at) => Scalar(value ? "true" : "false", value ? "true" : "false", at);

    /// <summary>Something whose value the files do not decide. A schema sees the word.</summary>
    public void Unknown(SourceLocation at) => Value(Quote("unknown"), place => place with { Value = "unknown", IsUnknown = true }, at);

    public void Yaml(YamlNode node, SourceLocation at)
    {
        switch (node)
        {
            case YamlMapping mapping:
                BeginObject(at);
                foreach (var entry in mapping.Entries)
                {
                    Name(entry.Name, entry.Key.Location);
                    Yaml(entry.Value, PlaceOf(entry));
                }

                End();
                break;
            case YamlSequence sequence:
                BeginArray(at);
                foreach (var item in sequence.Items)
                    Yaml(item, item is YamlMapping { Entries: [var first, ..] } ? first.Key.Location : item.Location);
                End();
                break;
            case YamlScalar scalar:
                Scalar(JsonOf(scalar), scalar.Value, at);
                break;
        }
    }

    /// <summary>What is too long to be pointed at, and what is not there, is pointed at by its key.</summary>
    private static SourceLocation PlaceOf(YamlEntry entry) => entry.Value is YamlScalar { Span.IsEmpty: false } scalar ? scalar.Location : entry.Key.Location;

    private static string JsonOf(YamlScalar scalar) => scalar.Kind switch
    {
        YamlScalarKind.Null => "null",
        YamlScalarKind.Boolean => scalar.Value.ToUpperInvariant() is "TRUE" or "YES" or "ON" or "Y" ? "true" : "false",
        YamlScalarKind.Integer when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && scalar.Value.TrimStart('-', '+') is not ['0', _, ..] =>
            number.ToString(CultureInfo.InvariantCulture),
        YamlScalarKind.Float when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            number.ToString("R", CultureInfo.InvariantCulture),
        _ => Quote(scalar.Value),
    };

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private void Scalar(string json, string value, SourceLocation at) => Value(json, place => place with { Value = value }, at);

    private void Begin(char bracket, SourceLocation at, bool isList, bool isOpen)
    {
        Value(bracket.ToString(), place => place with { IsOpen = isOpen }, at);
        _open.Push((_places.Count - 1, _places[^1].Path, isList, 0));
    }

    private void Value(string json, Func<SubjectPlace, SubjectPlace> describe, SourceLocation at)
    {
        var (path, comma) = NextPath();
        Line(comma + json, describe(new SubjectPlace(path, at)));
    }

    private (string Path, string Comma) NextPath()
    {
        if (_name is { } name)
        {
            _name = null;
            return (name.Path, "");
        }

        if (_open.Count == 0)
            return ("", "");
        var (line, path, isList, count) = _open.Pop();
        _open.Push((line, path, isList, count + 1));
        return (string.Create(CultureInfo.InvariantCulture, $"{path}[{count}]"), count > 0 ? "," : "");
    }

    private void Line(string json, SubjectPlace place)
    {
        if (_places.Count >= MostLines)
            throw new InvalidOperationException("An object is too large to be checked by a custom rule.");
        _text.Append(json).Append('\n');
        _places.Add(place);
        place.End = _places.Count - 1;
    }
}
