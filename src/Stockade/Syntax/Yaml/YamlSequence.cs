using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>A sequence.</summary>
internal sealed class YamlSequence(SourceFile file, TextSpan span, ImmutableArray<YamlNode> items) : YamlNode(file, new YamlPlace(span))
{
    public ImmutableArray<YamlNode> Items { get; } = items;
}
