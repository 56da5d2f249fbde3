using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// The text of one document in its stream. <see cref="Start"/> is where parsing begins (directives and the <c>---</c> included),
/// <see cref="ContentStart"/> the first character of the root node, <see cref="End"/> the start of the next marker.
/// </summary>
internal readonly record struct YamlSegment(int Start, int ContentStart, int End, string? HelmSource)
{
    public TextSpan Span => TextSpan.FromBounds(ContentStart, End);
}
