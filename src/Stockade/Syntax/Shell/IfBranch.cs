using System.Collections.Immutable;

namespace Stockade.Syntax.Shell;

/// <summary>A condition and what runs when it succeeds.</summary>
internal sealed record IfBranch(ImmutableArray<ShellStatement> Condition, ImmutableArray<ShellStatement> Body);
