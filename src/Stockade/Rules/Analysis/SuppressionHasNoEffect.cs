using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Analysis;

/// <summary>Reported once all other rules have run; has no subject of its own.</summary>
internal sealed class SuppressionHasNoEffect : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SuppressionHasNoEffect;

    public override void Initialize(AnalysisContext context)
    {
    }
}
