using System.Collections.Immutable;

namespace Stockade.Syntax.Shell;

/// <summary>An arm of a <c>case</c> and its terminator: <c>;;</c>, <c>;&amp;</c>, <c>;;&amp;</c>, or empty before <c>esac</c>.</summary>
internal sealed record CaseArm(ImmutableArray<ShellWord> Patterns, ImmutableArray<ShellStatement> Body, string Terminator);
