using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>A run of <c>az</c>, <c>kubectl</c> or <c>helm</c> that never comes: a batch file is started without <c>call</c> before it.</summary>
/// <param name="Location">Its name.</param>
/// <param name="EndedBy">The name of that batch file, mostly <c>az</c> too.</param>
/// <param name="Command">The command words after that <c>az</c>; null where it is another batch file.</param>
internal readonly record struct UnreachedCommand(SourceLocation Location, SourceLocation EndedBy, string? Command);
