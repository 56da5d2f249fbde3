using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Analysis;

/// <summary>Reported before any other rule runs; has no subject of its own.</summary>
internal sealed class ConfigurationIsInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ConfigurationIsInvalid;

    public override void Initialize(AnalysisContext context)
    {
    }
}
