using System.Globalization;
using System.Text;
using Stockade.Syntax;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Fuzz;

/// <summary>Collects what was read, and checks that every place lies inside of its text.</summary>
internal sealed class Spans
{
    private readonly StringBuilder _seen = new();

    public override string ToString() => _seen.ToString();

    public void Add(SourceLocation location, string? what = null)
    {
        if (location.File is null || location.Span.Start < 0 || location.Span.End > location.File.Content.Length)
            throw new PropertyException($"{location.Span} lies outside of the {location.File?.Content.Length} characters of {location.File?.Path}");
        _seen.Append(CultureInfo.InvariantCulture, $"{location.File.Path}:{location.Span.Start}-{location.Span.End} {what}\n");
    }

    public void Add(IEnumerable<SyntaxError> errors)
    {
        foreach (var error in errors)
            Add(error.Location, error.Message);
    }

    public void Add(YamlNode? root)
    {
        // An alias hangs one node in several places.
        var visited = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<YamlNode>();
        if (root is not null)
            open.Push(root);
        while (open.TryPop(out var node))
        {
            if (!visited.Add(node))
                continue;
            Add(node.Location, (node as YamlScalar)?.Value);
            switch (node)
            {
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        open.Push(entry.Key);
                        open.Push(entry.Value);
                    }

                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items)
                        open.Push(item);
                    break;
            }
        }
    }
}
