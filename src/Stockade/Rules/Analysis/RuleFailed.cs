using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Analysis;

/// <summary>Reported by the driver when another rule throws; has no subject of its own.</summary>
internal sealed class RuleFailed : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RuleFailed;

    public override void Initialize(AnalysisContext context)
    {
    }
}
