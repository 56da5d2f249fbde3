using Microsoft.CodeAnalysis.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>One word after expansion, and the word of the script it comes from.</summary>
internal readonly record struct ShellField(ShellString Value, TextSpan Span)
{
    /// <summary>Unquoted unknown text: none, one or many words.</summary>
    public bool IsAnyNumber { get; init; }

    /// <summary>The word is this literal text in the script, without quotes or expansions (only such words are aliases).</summary>
    public bool IsPlain { get; init; }

    public string? Text => IsAnyNumber ? null : Value.Text;
}
