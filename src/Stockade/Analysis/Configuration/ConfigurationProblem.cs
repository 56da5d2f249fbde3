using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>What is wrong with the configuration, and where.</summary>
internal sealed record ConfigurationProblem(SourceLocation Location, string Message);
