using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A parameter of a script block.</summary>
internal sealed record ParameterDefinition(TextSpan Span, string Name, PowerShellExpression? Default)
{
    /// <summary>The type in lower case: <c>string</c>, <c>string[]</c>, <c>switch</c>; null where none is written.</summary>
    public string? Type { get; init; }

    public ImmutableArray<string> Aliases { get; init; } = [];

    public bool IsMandatory { get; init; }

    public bool TakesRemaining { get; init; }
}
