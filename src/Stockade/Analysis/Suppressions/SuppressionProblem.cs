using Stockade.Text;

namespace Stockade.Analysis.Suppressions;

/// <summary>What is wrong with a suppression: it lacks a reason, or it has no effect for another cause.</summary>
internal sealed record SuppressionProblem(SourceLocation Location, string Rules, string Message)
{
    public bool LacksReason { get; init; }
}
