using System.Collections.Immutable;

namespace Stockade.Syntax.Shell;

/// <summary>
/// The condition of an <c>if</c>. <paramref name="Test"/> is <c>==</c>, a comparison (<c>EQU</c>…), <c>exist</c>, <c>defined</c>,
/// <c>errorlevel</c> or <c>cmdextversion</c>, in lower case; a test of one operand has no <paramref name="Left"/>.
/// </summary>
internal sealed record BatchCondition(bool IsNegated, bool IgnoresCase, string Test, ImmutableArray<BatchChar> Left, ImmutableArray<BatchChar> Right);
