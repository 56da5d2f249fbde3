using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A PowerShell script: always a tree, however broken the text is.</summary>
internal sealed record PowerShellScript(SourceFile File, ScriptBlock Body)
{
    public ImmutableArray<SyntaxError> Errors { get; init; } = [];

    /// <summary>The comments, each from its <c>#</c> to its end.</summary>
    public ImmutableArray<TextSpan> Comments { get; init; } = [];
}
