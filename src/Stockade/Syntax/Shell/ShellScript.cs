using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A bash or sh script: always a tree, however broken the text is.</summary>
internal sealed record ShellScript(SourceFile File, ImmutableArray<ShellStatement> Statements)
{
    public ImmutableArray<SyntaxError> Errors { get; init; } = [];

    /// <summary>The comments, each from its <c>#</c> to the end of its line.</summary>
    public ImmutableArray<TextSpan> Comments { get; init; } = [];
}
